import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { digestBytes } from "../../core/canonical/digest.ts";
import type { StartupHook } from "../../core/env/generation/package-set.ts";

/** Python runs these by itself when it starts, as a file, a library or a folder. */
const CUSTOMIZE = /^(site|user)customize($|\.)/;
/** What every virtual environment has in its folder of scripts. */
const OWN_SCRIPT = /^(activate|deactivate|pydoc)[._a-z\d]*$|^pythonw?[\d.]*(\.exe)?$/i;

/** Package that brought a file, by the file's name. */
type Owners = ReadonlyMap<string, string>;

/** `.pth` and customize files of a `site-packages` folder, whether a package brought them or something else did. */
export async function readSiteHooks(site: string, names: readonly string[], owners: Owners): Promise<readonly StartupHook[]> {
  const hooks = names.filter((name) => name.endsWith(".pth") || CUSTOMIZE.test(name));
  return await Promise.all(
    hooks.map(async (name) => ({
      kind: name.endsWith(".pth") ? "pth" : "sitecustomize",
      name,
      owner: owners.get(name) ?? null,
      digest: digestBytes(await contentOf(join(site, name))),
    })),
  );
}

/** Scripts of a virtual environment. They name its Python by its path, which is left out of their digests. */
export async function readScripts(venvDir: string, owners: Owners): Promise<readonly StartupHook[]> {
  const folder = join(venvDir, process.platform === "win32" ? "Scripts" : "bin");
  const names = (await readdir(folder).catch(() => [])).filter((name) => !OWN_SCRIPT.test(name));
  return await Promise.all(
    names.map(async (name) => ({
      kind: "console_script",
      name,
      owner: owners.get(name) ?? null,
      digest: digestBytes(withoutPath(await contentOf(join(folder, name)), venvDir)),
    })),
  );
}

/** A folder runs by its `__init__.py`. A link is what it names, and a broken one is empty. */
async function contentOf(path: string): Promise<Uint8Array> {
  const isFolder = (await lstat(path)).isDirectory();
  return await readFile(isFolder ? join(path, "__init__.py") : path).catch(() => new Uint8Array());
}

function withoutPath(content: Uint8Array, venvDir: string): Uint8Array {
  const bytes = Buffer.from(content);
  // Latin-1 keeps each byte as it is, also of a script that is a program.
  return Buffer.from(bytes.toString("latin1").replaceAll(Buffer.from(venvDir).toString("latin1"), "<venv>"), "latin1");
}

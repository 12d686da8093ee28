import { access, readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";

/** One installed distribution, as its own record lists it. */
export interface Distribution {
  /** As it spells itself. */
  readonly name: string;
  readonly version: string;
  /** Files of it, relative to the environment with `/`; its own `.dist-info` is left out. */
  readonly files: readonly string[];
}

/**
 * What is installed in a virtual environment, two of one name included. Reads `.dist-info` from the disk and starts nothing.
 *
 * @param venvDir  The environment; empty where it has no packages, or is not there.
 */
export async function readDistributions(venvDir: string): Promise<readonly Distribution[]> {
  const found: Distribution[] = [];
  for (const site of await siteFolders(venvDir)) {
    const names = (await readdir(site)).filter((name) => name.endsWith(".dist-info")).toSorted();
    for (const name of names) found.push(await readDistribution(venvDir, join(site, name)));
  }
  return found;
}

/** Which files of a distribution are not on the disk. */
export async function findMissingFiles(venvDir: string, { files }: Distribution): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const file of files) if (!(await isThere(join(venvDir, file)))) missing.push(file);
  return missing;
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/** `lib/python3.X/site-packages`, or `Lib/site-packages` on Windows. */
async function siteFolders(venvDir: string): Promise<readonly string[]> {
  const lib = join(venvDir, "lib");
  const pythons = await readdir(lib).catch(() => []);
  const folders = pythons.filter((name) => name.startsWith("python")).map((name) => join(lib, name, "site-packages"));
  const all = [...folders, join(venvDir, "Lib", "site-packages")];
  const there = await Promise.all(all.map(isThere));
  return all.filter((_, index) => there[index] === true);
}

async function readDistribution(venvDir: string, folder: string): Promise<Distribution> {
  const site = dirname(folder);
  const metadata = await readFile(join(folder, "METADATA"), "utf8").catch(() => "");
  const record = await readFile(join(folder, "RECORD"), "utf8").catch(() => "");
  const [, name = ""] = /^Name: *(.+)$/m.exec(metadata) ?? [];
  const [, version = ""] = /^Version: *(.+)$/m.exec(metadata) ?? [];
  const paths = record
    .split("\n")
    .map(pathOf)
    .filter((path) => path !== "");
  const files = paths
    .map((path) => resolve(site, path))
    // A record may name what lies elsewhere; only what is inside is ours to look for.
    .filter((path) => path.startsWith(venvDir) && !path.startsWith(folder) && !path.endsWith(".pyc"))
    .map((path) => relative(venvDir, path).replaceAll("\\", "/"));
  return { name: name.trim(), version: version.trim(), files };
}

/** The first cell of a line of RECORD, which is CSV. */
function pathOf(line: string): string {
  const quoted = /^"((?:[^"]|"")*)"/.exec(line);
  return quoted === null ? (line.split(",")[0] ?? "").trim() : (quoted[1] ?? "").replaceAll('""', '"');
}

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { byKey, compareCodeUnits } from "../../core/canonical/order.ts";
import type { InstalledPackage, StartupHook } from "../../core/env/generation/package-set.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { readDistInfo } from "./read-dist-info.ts";
import { readScripts, readSiteHooks } from "./read-hooks.ts";

/** What is installed in a virtual environment, and what runs in it by itself. */
export interface VenvFacts {
  /** Sorted by name. */
  readonly packages: InstalledPackage[];
  /** Sorted by kind and name. */
  readonly hooks: StartupHook[];
}

/**
 * Reads from the disk what a virtual environment holds: no Python is started, so nothing in it can run, or lie.
 *
 * @throws TouchstoneError ENV_DAMAGED when the folder is no virtual environment, or a package in it does not say its name.
 */
export async function readVenv(venvDir: string): Promise<VenvFacts> {
  const site = await findSitePackages(venvDir);
  const names = (await readdir(site)).toSorted(compareCodeUnits);
  const infos = await Promise.all(names.filter((name) => name.endsWith(".dist-info")).map((name) => readDistInfo(site, name)));
  const owners = new Map(infos.flatMap(({ startupFiles, name }) => startupFiles.map((file) => [file, name] as const)));
  const hooks = [...(await readSiteHooks(site, names, owners)), ...(await readScripts(venvDir, owners))];
  return {
    packages: infos.map(({ name, version }) => ({ name, version })).toSorted(byKey((one) => one.name)),
    hooks: hooks.toSorted(byKey((hook) => `${hook.kind} ${hook.name}`)),
  };
}

/** `lib/python3.11/site-packages`, or `Lib/site-packages` on Windows. */
async function findSitePackages(venvDir: string): Promise<string> {
  if (process.platform === "win32") return join(venvDir, "Lib", "site-packages");
  const lib = join(venvDir, "lib");
  const versions = await readdir(lib).catch(() => []);
  const version = versions.find((name) => /^(python|pypy)3/.test(name));
  if (version !== undefined) return join(lib, version, "site-packages");
  throw new TouchstoneError("ENV_DAMAGED", `\`${venvDir}\` is no virtual environment: it has no \`site-packages\``, {
    hint: "Roll back to a generation that is whole; see docs/guides/environment.md#damaged",
  });
}

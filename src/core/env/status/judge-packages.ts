import { byKey, compareCodeUnits } from "../../canonical/order.ts";
import type { InstalledPackage } from "../generation/package-set.ts";

/**
 * How what is installed differs from what should be, in words, sorted by name, e.g. `numpy is 2.1.0 instead of 1.26.4`.
 * Rule: ES11.
 */
export function findPackageMismatches(
  expected: readonly InstalledPackage[],
  installed: readonly InstalledPackage[],
): readonly string[] {
  const wanted = new Map(expected.map(({ name, version }) => [name, version]));
  const found = new Map(installed.map(({ name, version }) => [name, version]));
  const names = [...new Set([...wanted.keys(), ...found.keys()])].toSorted(compareCodeUnits);
  return names.flatMap((name) => {
    const [want, have] = [wanted.get(name), found.get(name)];
    if (want === have) return [];
    if (have === undefined) return [`${name} ${want} is missing`];
    return [want === undefined ? `${name} ${have} is not in the lock` : `${name} is ${have} instead of ${want}`];
  });
}

/** An installed distribution, as far as duplicates are judged by it. */
interface Installed {
  /** Normalised name. */
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
}

/** Packages that are there more than once, e.g. `numpy 1.26.4 and 2.1.0`, sorted. Rule: ES12. */
export function findInstalledTwice(installed: readonly Installed[]): readonly string[] {
  const byName = Map.groupBy(installed, ({ name }) => name);
  return [...byName]
    .filter(([, all]) => all.length > 1)
    .map(([name, all]) => `${name} ${all.map(({ version }) => version).join(" and ")}`)
    .toSorted(compareCodeUnits);
}

/**
 * Packages of different names that own one file: which of them wrote it last decides how it is, e.g.
 * `opencv-python and opencv-python-headless: cv2/__init__.py`. One file of each pair is named. Rule: ES12.
 */
export function findSharedFiles(installed: readonly Installed[]): readonly string[] {
  const owners = new Map<string, string>();
  const pairs = new Map<string, string>();
  for (const { name, files } of installed.toSorted(byKey((one) => one.name))) {
    for (const file of files) {
      const first = owners.get(file);
      const pair = `${first} and ${name}`;
      if (first === undefined) owners.set(file, name);
      else if (first !== name && !pairs.has(pair)) pairs.set(pair, `${pair}: ${file}`);
    }
  }
  return [...pairs.values()];
}

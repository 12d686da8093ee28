import { byKey } from "../../canonical/order.ts";
import type { InstalledPackage, PackageDiff, StartupHook } from "./package-set.ts";

/** What is in a Python environment. */
export interface Installed {
  readonly packages: readonly InstalledPackage[];
  readonly startupHooks: readonly StartupHook[];
}

/** How two Python environments differ. Source: SPEC.md EG1, EG2. */
export function diffPackages(before: Installed, after: Installed): PackageDiff {
  const was = new Map(before.packages.map(({ name, version }) => [name, version]));
  const is = new Map(after.packages.map(({ name, version }) => [name, version]));
  const changed = [...is].flatMap(([name, version]) => {
    const old = was.get(name);
    return old === undefined || old === version ? [] : [{ name, before: old, after: version }];
  });
  return {
    added: sorted(after.packages.filter(({ name }) => !was.has(name))),
    removed: sorted(before.packages.filter(({ name }) => !is.has(name))),
    changed: changed.toSorted(byKey(({ name }) => name)),
    startupHooks: {
      added: newHooks(before.startupHooks, after.startupHooks),
      removed: goneHooks(before.startupHooks, after.startupHooks),
    },
  };
}

function sorted(packages: readonly InstalledPackage[]): InstalledPackage[] {
  return packages.toSorted(byKey(({ name }) => name));
}

function newHooks(before: readonly StartupHook[], after: readonly StartupHook[]): StartupHook[] {
  const known = new Set(before.map((hook) => `${keyOf(hook)} ${hook.digest}`));
  return after.filter((hook) => !known.has(`${keyOf(hook)} ${hook.digest}`)).toSorted(byKey(keyOf));
}

/** A hook with another content is new, not gone. */
function goneHooks(before: readonly StartupHook[], after: readonly StartupHook[]): StartupHook[] {
  const known = new Set(after.map(keyOf));
  return before.filter((hook) => !known.has(keyOf(hook))).toSorted(byKey(keyOf));
}

function keyOf({ kind, name }: StartupHook): string {
  return `${kind} ${name}`;
}

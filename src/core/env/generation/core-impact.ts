import { byKey } from "../../canonical/order.ts";
import { normalizeName } from "../requirement/normalize-name.ts";
import type { PackageDiff, StartupHook } from "./package-set.ts";

/** What a change does to what everything rests on. */
export interface CoreChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * The core packages that a change moves, and what will run by itself that did not: `.pth` files, `sitecustomize`, and console
 * scripts whose package was there before. A new package's own console scripts are nothing unusual, unless it takes another's.
 *
 * @param corePackages  Names in any spelling, as the policy has them.
 * @param hooksBefore  What ran by itself before.
 * Source: SPEC.md EG3, EG4; reliability, section 3.2.
 */
export function coreImpactOf(
  diff: PackageDiff,
  corePackages: readonly string[],
  hooksBefore: readonly StartupHook[] = [],
): CoreChange[] {
  const core = new Set(corePackages.map(normalizeName));
  const moved: CoreChange[] = [
    ...diff.added.map(({ name, version }) => ({ name, before: null, after: version })),
    ...diff.removed.map(({ name, version }) => ({ name, before: version, after: null })),
    ...diff.changed,
  ].filter(({ name }) => core.has(name));
  const isNew = new Set(diff.added.map(({ name }) => name));
  const moves = new Set(diff.changed.map(({ name }) => name));
  const hooks = diff.startupHooks.added
    .filter((hook) => counts(hook, isNew, moves) || takesOver(hook, hooksBefore))
    .map(({ name, digest }) => ({ name, before: null, after: digest }));
  return [...moved, ...hooks].toSorted(byKey(({ name }) => name));
}

function counts({ kind, owner }: StartupHook, isNew: ReadonlySet<string>, moves: ReadonlySet<string>): boolean {
  if (kind !== "console_script") return true;
  return owner === null || (!isNew.has(owner) && !moves.has(owner));
}

/** A script that another package had. */
function takesOver({ kind, name, owner }: StartupHook, hooksBefore: readonly StartupHook[]): boolean {
  return hooksBefore.some((hook) => hook.kind === kind && hook.name === name && hook.owner !== owner);
}

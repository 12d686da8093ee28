import { byKey } from "../../canonical/order.ts";
import type { PackageDiff } from "../generation/package-set.ts";

/** One difference, as a line shows it. */
export interface ChangeLine {
  readonly kind: "added" | "removed" | "changed" | "hook_added" | "hook_removed";
  readonly name: string;
  /** Versions or commits; null: it was not there, or is gone. */
  readonly before: string | null;
  readonly after: string | null;
  readonly isCore: boolean;
}

/** Every difference of two environments' packages and startup hooks, core packages first, then by name. Source: SPEC.md EV6. */
export function packageChanges(diff: PackageDiff, corePackages: readonly string[]): readonly ChangeLine[] {
  const core = new Set(corePackages);
  const line = (kind: ChangeLine["kind"], name: string, parts: Pick<ChangeLine, "before" | "after">): ChangeLine => {
    return { kind, name, ...parts, isCore: kind.startsWith("hook") || core.has(name) };
  };
  const lines = [
    ...diff.added.map(({ name, version }) => line("added", name, { before: null, after: version })),
    ...diff.removed.map(({ name, version }) => line("removed", name, { before: version, after: null })),
    ...diff.changed.map(({ name, before, after }) => line("changed", name, { before, after })),
  ].toSorted(byKey(({ name }) => name));
  const hooks = [
    ...diff.startupHooks.added.map(({ name, owner }) => line("hook_added", name, { before: null, after: owner ?? "no package" })),
    ...diff.startupHooks.removed.map(({ name, owner }) =>
      line("hook_removed", name, { before: owner ?? "no package", after: null }),
    ),
  ];
  return [...lines.filter(({ isCore }) => isCore), ...hooks, ...lines.filter(({ isCore }) => !isCore)];
}

/** E.g. `2 added, 1 changed`; that nothing changed is said. Source: SPEC.md EV6. */
export function changesWords(lines: readonly ChangeLine[]): string {
  const kinds = [
    ["added", "added"],
    ["removed", "removed"],
    ["changed", "changed"],
    ["hook_added", "new startup hook"],
    ["hook_removed", "startup hook gone"],
  ] as const;
  const parts = kinds.flatMap(([kind, words]) => {
    const count = lines.filter((line) => line.kind === kind).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return parts.length === 0 ? "the same" : parts.join(", ");
}

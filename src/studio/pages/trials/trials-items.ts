import type { Overview } from "./use-trials.ts";

/** Something on the page that can be chosen and opened. */
export interface Item {
  readonly kind: "scenario" | "run";
  /** File of a scenario, id of a run. */
  readonly id: string;
}

/** Names an item in the page. */
export function itemKey({ kind, id }: Item): string {
  return `${kind} ${id}`;
}

/** All items in the order in which they stand on the page. */
export function itemsOf({ scenarios, runs }: Overview): readonly Item[] {
  return [
    ...scenarios.map(({ file }): Item => ({ kind: "scenario", id: file })),
    ...runs.map(({ run }): Item => ({ kind: "run", id: run })),
  ];
}

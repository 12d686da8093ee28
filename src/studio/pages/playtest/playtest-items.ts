import type { Overview } from "./use-playtest.ts";

/** Something on the page that can be chosen and opened. */
export type Item =
  | { readonly kind: "cause"; readonly id: string; readonly goldens: readonly string[] }
  | { readonly kind: "golden"; readonly id: string }
  | { readonly kind: "cell"; readonly id: string; readonly run: string | null }
  | { readonly kind: "story"; readonly id: string };

/** Names an item in the page. */
export function itemKey({ kind, id }: Pick<Item, "kind" | "id">): string {
  return `${kind} ${id}`;
}

/** All items in the order in which they stand on the page. */
export function itemsOf({ golden, suites, stories }: Overview): readonly Item[] {
  const causes = (golden?.groups ?? []).map(({ key, traces }): Item => ({ kind: "cause", id: key, goldens: traces }));
  // What is obsolete is not played: there is nothing to open.
  const others = [golden?.missing ?? [], golden?.damaged ?? []].flat().map(({ golden: id }): Item => ({ kind: "golden", id }));
  const cells = suites.flatMap(({ cells: planned, last }) =>
    planned.map(({ golden: id }): Item => ({ kind: "cell", id, run: last?.run ?? null })),
  );
  return [...causes, ...others, ...cells, ...stories.map(({ file }): Item => ({ kind: "story", id: file }))];
}

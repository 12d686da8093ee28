import type { Share } from "../../../core/playtest/coverage/coverage.ts";

/** E.g. `1 golden`, `3 goldens`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** E.g. `12 of 14 choices`; all of them are said to be all. */
export function shareWords({ covered, total }: Share, one: string, many = `${one}s`): string {
  if (total === 0) return `no ${many}`;
  return covered === total ? `all ${countWords(total, one, many)}` : `${covered} of ${countWords(total, one, many)}`;
}

/** What a golden is called, e.g. `mira/choice/harbor.seed5`: its path without what all of them have. */
export function goldenName(golden: string): string {
  return golden.replace(/\.trace\.jsonl$/, "");
}

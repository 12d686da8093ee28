import { compareCodeUnits } from "../../canonical/order.ts";

/**
 * Which snapshots go: all but the newest, and but those that something needs. Ids are UUIDv7, so the greatest is the newest.
 *
 * @param retention  How many are kept.
 * @param needed  Ids that an intent or a transaction names.
 * Source: SPEC.md EG5; the seed, section 4.8.
 */
export function chooseSnapshotPrunes(ids: readonly string[], retention: number, needed: ReadonlySet<string>): readonly string[] {
  const newestFirst = ids.toSorted((one, other) => compareCodeUnits(other, one));
  return newestFirst.slice(retention).filter((id) => !needed.has(id));
}

/**
 * Which generations go: all but the newest few, and but those that something needs: production, the one before it, candidates
 * of transactions that can still be promoted, and what a ComfyUI runs.
 *
 * @param kept  How many of those that nothing needs are kept.
 * Source: SPEC.md EG6.
 */
export function chooseGenerationPrunes(numbers: readonly number[], kept: number, needed: ReadonlySet<number>): readonly number[] {
  return numbers
    .filter((number) => !needed.has(number))
    .toSorted((one, other) => other - one)
    .slice(kept);
}

/**
 * What of the generations that would go stays after all: the newest that still holds code which a snapshot names and which is
 * nowhere else. Code that was copied has no repository to come from again.
 *
 * @param going  Generations that would go.
 * @param codeOf  What code each generation holds, those that stay too.
 * @param wanted  Code that snapshots name.
 * Source: SPEC.md EG8.
 */
export function keepLastHolders(
  going: readonly number[],
  codeOf: ReadonlyMap<number, readonly string[]>,
  wanted: ReadonlySet<string>,
): ReadonlySet<number> {
  const held = new Set([...codeOf].flatMap(([number, code]) => (going.includes(number) ? [] : code)));
  const kept = new Set<number>();
  for (const number of going.toSorted((one, other) => other - one)) {
    const only = (codeOf.get(number) ?? []).filter((code) => wanted.has(code) && !held.has(code));
    if (only.length > 0) kept.add(number);
    for (const code of only) held.add(code);
  }
  return kept;
}

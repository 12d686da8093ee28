import { byKey } from "../canonical/order.ts";

/** One reason why two traces differ, with all that follows from it counted instead of listed. */
export interface Cause<Kind extends string = string> {
  readonly kind: Kind;
  /** The step where it shows, as the expected trace counts (as the actual one, for a step that only it has); null for none. */
  readonly step: number | null;
  /** One line, e.g. `step 7 choice id changed`. */
  readonly message: string;
  /** How many further differences it explains. */
  readonly folded: number;
  /** Equal for the same change seen in another trace: it names nodes and variables, never steps. */
  readonly key: string;
  /** What stood there before, and what stands there now; JSON data, null for nothing. */
  readonly expected: unknown;
  readonly actual: unknown;
  /** The rest of the story, e.g. which variable decides and who set it; null where the message says all. */
  readonly detail: string | null;
}

/** A step of the expected trace and the one of the actual trace that stands for it; null for none. */
export interface AlignedPair {
  readonly expected: number | null;
  readonly actual: number | null;
}

/** One cause that was met in several traces. */
export interface CauseGroup<Kind extends string = string> {
  readonly key: string;
  readonly kind: Kind;
  /** Of the first trace that has it. */
  readonly message: string;
  readonly detail: string | null;
  /** In how many traces it was met. */
  readonly count: number;
  /** Their names, in order. */
  readonly traces: readonly string[];
}

/**
 * Groups equal causes of several traces: one edit of a story moves many of them.
 *
 * @param diffs  Each trace's name (unique) and its causes.
 * @returns the groups met most often first; ties by key. The order of the input changes nothing but which message stands
 * for a group, and that is the one of the first name by code unit.
 */
export function groupCauses<Kind extends string>(
  diffs: readonly { readonly name: string; readonly causes: readonly Cause<Kind>[] }[],
): CauseGroup<Kind>[] {
  const groups = new Map<string, { first: Cause<Kind>; traces: Set<string> }>();
  for (const { name, causes } of diffs.toSorted(byKey((diff) => diff.name))) {
    for (const cause of causes) {
      const group = groups.get(cause.key);
      if (group === undefined) groups.set(cause.key, { first: cause, traces: new Set([name]) });
      else group.traces.add(name);
    }
  }
  return [...groups]
    .map(([key, { first, traces }]) => ({
      key,
      kind: first.kind,
      message: first.message,
      detail: first.detail,
      count: traces.size,
      traces: [...traces],
    }))
    .toSorted(byKey((group) => group.key))
    .toSorted((one, other) => other.count - one.count);
}

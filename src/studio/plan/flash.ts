import { createContext, use, useMemo, useState } from "react";

/** Which decisions changed with the last plan, and a beat that tells one plan from the next. */
interface Flash {
  readonly changed: ReadonlySet<string>;
  readonly beat: "odd" | "even";
}

export const FlashContext = createContext<Flash>({ changed: new Set(), beat: "even" });

/** The context's value for a set of changed decisions; a new set is a new beat. */
export function useBeat(changed: ReadonlySet<string>): Flash {
  const [last, setLast] = useState({ changed, count: 0 });
  if (last.changed !== changed) setLast({ changed, count: last.count + 1 });
  return useMemo(() => ({ changed, beat: last.count % 2 === 0 ? "even" : "odd" }), [changed, last.count]);
}

/**
 * The attribute that lights an element once when one of its decisions changed. It alternates, so that a second change
 * lights it again; under reduced motion the style sheet leaves it dark.
 */
export function useFlash(): (...decisions: readonly string[]) => Flash["beat"] | undefined {
  const { changed, beat } = use(FlashContext);
  return (...decisions) => (decisions.some((decision) => changed.has(decision)) ? beat : undefined);
}

/** What the Trials page shows, as its address says; what is left out is the overview. */
export interface TrialsSearch {
  /** Id of a run. */
  readonly run?: string;
  /** Id of a trace of that run. */
  readonly trace?: string;
  /** Id of a trace that it is shown beside. */
  readonly beside?: string;
  /** Two runs beside each other, the earlier one first. */
  readonly a?: string;
  readonly b?: string;
}

/** Goes to another part of the page; nothing given is the overview. */
export type ShowTrials = (search: TrialsSearch) => void;

const NAMES = ["run", "trace", "beside", "a", "b"] as const;

/** Reads an address. What does not fit is left out: an old or mistyped link still opens the page. */
export function readTrialsSearch(search: Readonly<Record<string, unknown>>): TrialsSearch {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = search[name];
      return typeof value === "string" && value !== "" ? [[name, value] as const] : [];
    }),
  );
}

/** What the Environment page shows, as its address says; what is left out is the overview. */
export interface EnvironmentSearch {
  /** A generation's number, which is chosen in the overview, or a transaction's id, which is opened. */
  readonly at?: string;
}

/** Goes to another part of the page; nothing given is the overview. */
export type ShowEnvironment = (search: EnvironmentSearch) => void;

/** Reads an address. What does not fit is left out: an old or mistyped link still opens the page. */
export function readEnvironmentSearch({ at }: Readonly<Record<string, unknown>>): EnvironmentSearch {
  if (typeof at === "number" && Number.isInteger(at)) return { at: String(at) };
  return typeof at === "string" && at !== "" ? { at } : {};
}

/** The generation that is chosen; null where a transaction or nothing is. */
export function generationOf({ at }: EnvironmentSearch): number | null {
  return at !== undefined && /^\d{1,9}$/.test(at) ? Number(at) : null;
}

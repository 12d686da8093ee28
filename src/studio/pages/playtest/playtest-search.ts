/** What the Playtest page shows, as its address says; what is left out is the overview. */
export interface PlaytestSearch {
  /** Path of a golden inside their folder, shown beside what is played now. */
  readonly golden?: string;
  /** A cell of a suite, by the path of its golden, as the run left it. */
  readonly cell?: string;
  readonly run?: string;
  /** File of a story, shown as a graph. */
  readonly story?: string;
  /** The node of the story that is looked at. */
  readonly node?: string;
}

/** Goes to another part of the page; nothing given is the overview. */
export type ShowPlaytest = (search: PlaytestSearch) => void;

const NAMES = ["golden", "cell", "run", "story", "node"] as const;

/** Reads an address. What does not fit is left out: an old or mistyped link still opens the page. */
export function readPlaytestSearch(search: Readonly<Record<string, unknown>>): PlaytestSearch {
  const read = NAMES.flatMap((name) => {
    const value = search[name];
    // The router reads a number where a name looks like one.
    const text = typeof value === "number" ? String(value) : value;
    return typeof text === "string" && text !== "" ? [[name, text] as const] : [];
  });
  return Object.fromEntries(read);
}

/** One requirement that a node pack asks for, as it goes into its group. */
export interface Requirement {
  /** Normalised name. */
  readonly name: string;
  /** The whole of it, normalised, e.g. `numpy[extra]>=1.26,<2; python_version < "3.13"`. */
  readonly text: string;
  /** Where it stands. */
  readonly place: { readonly file: string; readonly line: number };
}

export type RefusalReason =
  | "include" // -r, -c: another file
  | "editable" // -e, a path
  | "index" // --index-url, --extra-index-url, --find-links: where packages come from is the truth's to say
  | "url" // name @ https://…, a bare URL, git+…
  | "option" // any other option
  | "syntax";

/** A line that is not taken over, and why. A url may be approved by the person. */
export interface RefusedLine {
  readonly text: string;
  readonly reason: RefusalReason;
  readonly place: { readonly file: string; readonly line: number; readonly column: number };
}

/** What is known of a pack's needs without running any of its code. */
export interface StaticNeeds {
  readonly requirements: readonly Requirement[];
  readonly refused: readonly RefusedLine[];
  /** Files that were read, relative to the pack, e.g. `requirements.txt`. */
  readonly readFrom: readonly string[];
  /** Things worth a person's look: `install.py`, `prestartup_script.py`. */
  readonly notes: readonly string[];
}

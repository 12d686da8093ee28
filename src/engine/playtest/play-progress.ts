/** How far a task is, e.g. 12 of 40 plays; `total` is null where nobody knows. */
export interface PlayProgress {
  readonly done: number;
  readonly total: number | null;
  /** What is counted, in the plural. */
  readonly unit: "plays" | "states" | "goldens";
}

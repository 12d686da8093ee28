/** A file that a person named. */
export interface NamedFile {
  /** Absolute. */
  readonly path: string;
  /** As the person named it; for messages and places. */
  readonly name: string;
}

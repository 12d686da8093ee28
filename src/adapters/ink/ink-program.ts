import type { ChoicePoint } from "inkjs/engine/ChoicePoint";
import type { Container } from "inkjs/engine/Container";
import type { ListDefinition } from "inkjs/engine/ListDefinition";
import type { InkFinding } from "./ink-story.ts";

/** A story's code as the ink engine runs it, and what only its source tells. Any number of plays share it; none changes it. */
export interface InkProgram {
  /** The story's file, as it was named. */
  readonly file: string;
  readonly root: Container;
  /** The code as compiled JSON, in the one form that it has whether it was source or JSON: what the story's digest is of. */
  readonly code: string;
  readonly lists: readonly ListDefinition[];
  /** Names that the source gives to choices; none are left in compiled JSON. */
  readonly labels: ReadonlyMap<ChoicePoint, string>;
  readonly findings: readonly InkFinding[];
}

/** The part of compiled ink that declares the story's variables. */
export const DECLARATIONS = "global decl";

import type { ChoicePoint } from "inkjs/engine/ChoicePoint";
import type { InkChoice } from "./find-choices.ts";
import type { InkNode } from "./find-nodes.ts";
import type { InkMapping } from "./ink-mapping.ts";
import type { InkProgram } from "./ink-program.ts";
import type { ItemNames } from "./ink-values.ts";
import type { InkTag } from "./read-tag.ts";

/** A story made ready for playing: its code, and all that was found in it. No play changes it. */
export interface InkModel {
  readonly program: InkProgram;
  readonly mapping: InkMapping;
  /** Tags that always say the same, taken apart. */
  readonly tags: ReadonlyMap<string, InkTag>;
  readonly names: ItemNames;
  readonly nodes: readonly InkNode[];
  /** Places in `nodes`, by id. */
  readonly nodePlaces: ReadonlyMap<string, number>;
  /** Names of its variables, as declared. */
  readonly variables: readonly string[];
  /** In the story's order. */
  readonly choices: readonly ModelChoice[];
  /** The same by their choice points. */
  readonly choicesByPoint: ReadonlyMap<ChoicePoint, ModelChoice>;
  /** The same by where their choice points stand, as the engine tells it. */
  readonly choicesBySource: ReadonlyMap<string, ModelChoice>;
}

export interface ModelChoice extends InkChoice {
  readonly nodeId: string;
  /** Place of its first part in the universe's conditions. */
  readonly firstCondition: number;
  /** The one node that it leads to; null where only playing tells. */
  readonly to: string | null;
}

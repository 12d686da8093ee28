import type { Path } from "../../../authored/source-tree.ts";

/** Something in a scene that can be played but is probably not meant. */
export interface SceneFinding {
  readonly kind:
    | "unreachable_node"
    | "impossible_condition"
    | "dead_choice"
    | "dead_end"
    | "unused_variable"
    | "unused_asset"
    | "unused_ending"
    | "unused_pov";
  /** The node, `NODE/CHOICE`, `NODE/CHOICE/PLACE` of a condition, variable, asset, ending or pov. */
  readonly where: string;
  /** One sentence for the story's author, without a full stop. */
  readonly why: string;
  /** Where in the scene it stands, for `placeOf`. */
  readonly path: Path;
}

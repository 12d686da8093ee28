import type { Place } from "../../errors.ts";
import type { Story } from "../story/story.ts";
import type { CellPolicy, StoryRef, SuiteEntry } from "./suite.ts";
import type { PlanFile } from "./suite-schema.ts";

type Cell = PlanFile[string][string];

/** A cell as it is written, with everything said that its author left to us. */
export function entryOf(
  cell: Cell,
  where: { readonly povKey: string; readonly category: string; readonly place: Place; readonly story: Story | undefined },
): SuiteEntry {
  const { povKey, category, place, story } = where;
  const given = typeof cell === "string" ? BARE : cell;
  const file = typeof cell === "string" ? cell : cell.scene;
  const { variables, promptPacks, metadata } = given;
  const ref: StoryRef = story === undefined ? { kind: "file", file } : { kind: "inline", story };
  return {
    povKey,
    category,
    place,
    story: ref,
    variables,
    promptPacks,
    metadata,
    seed: given.seed ?? null,
    worldline: given.worldline ?? null,
    workflow: given.workflow ?? null,
    maxSteps: given.maxSteps ?? null,
    policy: policyOf(given.policy),
  };
}

/** What a story by itself is played with. */
const BARE: Omit<Exclude<Cell, string>, "scene"> = { variables: {}, promptPacks: [], metadata: {}, policy: "random" };

/** `script:FILE#RUN`, as the schema has let it pass. */
function policyOf(text: string): CellPolicy {
  if (text === "first" || text === "random") return { kind: text };
  const rest = text.slice(text.indexOf(":") + 1);
  const hash = rest.lastIndexOf("#");
  if (hash === -1) return { kind: "script", file: rest, run: null };
  return { kind: "script", file: rest.slice(0, hash), run: rest.slice(hash + 1) };
}

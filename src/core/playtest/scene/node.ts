import { z } from "zod";
import { action } from "./action.ts";
import { condition } from "./condition.ts";
import { assetIds, sceneId } from "./scene-id.ts";

/** Largest weight of a choice: any sum of such weights can be told from its parts. Guess: nobody means one in more. */
const MAX_WEIGHT = 1_000_000_000;

// The fields stand alone, without defaults: a patch must be able to leave each out.
const choiceFields = {
  text: z.string().describe("What the player reads"),
  to: sceneId.describe("The node it leads to"),
  when: condition.describe("Offered only while this holds"),
  do: z.array(action).describe("What taking it does, in order"),
  assets: assetIds,
  weight: z
    .number()
    .min(0)
    .max(MAX_WEIGHT)
    .describe("How often the random policy takes it beside the others; 0 is never, unless all are 0"),
  once: z.boolean().describe("Offered only until it was taken"),
  visibleTo: z.array(sceneId).describe("Povs that are offered it; empty is all"),
  metadata: z.record(z.string(), z.unknown()).describe("Data of your own; only hooks read it, where the choice is shown"),
};

const choiceId = sceneId.describe("Unique within the node, and never changed: traces and goldens know the choice by it");

const choice = z.strictObject({
  id: choiceId,
  text: choiceFields.text.default(""),
  to: choiceFields.to,
  when: choiceFields.when.optional(),
  do: choiceFields.do.default([]),
  assets: choiceFields.assets.default([]),
  weight: choiceFields.weight.default(1),
  once: choiceFields.once.default(false),
  visibleTo: choiceFields.visibleTo.default([]),
  metadata: choiceFields.metadata.default({}),
});

const narratorRule = z.strictObject({
  text: z.string().optional().describe("What this pov hears instead"),
  speaker: z.string().optional().describe("Who says it to this pov"),
  hidden: z.boolean().default(false).describe("This pov hears nothing here"),
});

/** An ending; `true` is one that is called like the node, `false` is none. */
const end = z.union([sceneId, z.boolean()]).describe("The ending that this node is; `true`: one of the node's own name");

const nodeFields = {
  type: z.string().describe("A word of your own, e.g. `battle`; shown with the node in the graph of the story"),
  speaker: z.string().describe("Who speaks; nobody is the narrator"),
  text: z.string().describe("What is said on entering"),
  assets: assetIds,
  do: z.array(action).describe("What entering it does, in order"),
  goto: sceneId.describe("The node that follows by itself; only where no choices stand"),
  end,
  narratorRules: z.record(sceneId, narratorRule).describe("What single povs hear instead"),
};

/** A node as `sceneSchema` reads it; `end` is settled there. */
export const node = z
  .strictObject({
    id: sceneId.describe("Unique within the scene"),
    type: nodeFields.type.default(""),
    speaker: nodeFields.speaker.optional(),
    text: nodeFields.text.default(""),
    assets: nodeFields.assets.default([]),
    do: nodeFields.do.default([]),
    choices: z.array(choice).default([]).describe("How the player can go on"),
    goto: nodeFields.goto.optional(),
    end: nodeFields.end.optional(),
    narratorRules: nodeFields.narratorRules.default({}),
  })
  .transform(settleEnd);

const choicePatch = z.strictObject({
  id: sceneId.describe("The choice that is changed; one that the node does not have is added, and then needs `to`"),
  remove: z.boolean().default(false).describe("Takes the choice out of the node"),
  text: choiceFields.text.optional(),
  to: choiceFields.to.optional(),
  when: choiceFields.when.nullable().optional().describe("Offered only while this holds; `null`: always"),
  do: choiceFields.do.optional(),
  assets: choiceFields.assets.optional(),
  weight: choiceFields.weight.optional(),
  once: choiceFields.once.optional(),
  visibleTo: choiceFields.visibleTo.optional(),
  metadata: choiceFields.metadata.optional(),
});

const nodePatch = z.strictObject({
  type: nodeFields.type.optional(),
  speaker: nodeFields.speaker.nullable().optional().describe("Who speaks; `null`: the narrator"),
  text: nodeFields.text.optional(),
  assets: nodeFields.assets.optional(),
  do: nodeFields.do.optional(),
  choices: z.array(choicePatch).optional().describe("Choices that are changed, added or removed; all others stay"),
  goto: nodeFields.goto.nullable().optional().describe("The node that follows by itself; `null`: none"),
  end: nodeFields.end.nullable().optional().describe("The ending that this node is; `null` or `false`: none"),
  narratorRules: nodeFields.narratorRules.optional().describe("What single povs hear instead; rules of other povs stay"),
});

/** By node: what a worldline changes. */
export const patches = z.record(sceneId, nodePatch).transform((byNode) =>
  Object.fromEntries(
    Object.entries(byNode).map(([id, { end: written, ...patch }]) => {
      const ending = written === undefined ? {} : { end: endingOf(written, id) ?? null };
      return [id, { ...patch, ...ending }] as const;
    }),
  ),
);

function settleEnd<T extends { readonly id: string; readonly end?: string | boolean | undefined }>(
  read: T,
): Omit<T, "end"> & { readonly end?: string } {
  const { end: written, ...rest } = read;
  const ending = endingOf(written, read.id);
  return ending === undefined ? rest : { ...rest, end: ending };
}

function endingOf(written: string | boolean | null | undefined, nodeId: string): string | undefined {
  if (written === true) return nodeId;
  return typeof written === "string" ? written : undefined;
}

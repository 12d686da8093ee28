import { z } from "zod";
import { TRACE_FORMAT } from "../../trace/envelope.ts";
import { ASSET_KINDS } from "../story/story.ts";

const scalar = z.union([z.boolean(), z.number(), z.string(), z.null()]);
const value = z.union([scalar, z.array(scalar)]);
const values = z.record(z.string(), value);
const count = z.int().min(0);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const name = z.string().min(1);
const nameOrNone = name.nullable();

/** The header line of a playtest's trace. */
export const headerSchema = z.strictObject({
  format: z.literal(TRACE_FORMAT).describe("Version of the envelope"),
  kind: z.literal("playtest").describe("What kind of run left the trace"),
  story: z
    .strictObject({ id: name.describe("The story's id"), kind: z.enum(["scene", "ink"]).describe("What it is written in") })
    .describe("What was played"),
  suite: nameOrNone.describe("The suite that asked for it"),
  category: nameOrNone.describe("Its category in the suite"),
  workflow: z.string().nullable().describe("A label of the caller's"),
  pov: nameOrNone.describe("Who the story was lived as"),
  worldline: nameOrNone.describe("The variant of the story"),
  seed: z.int().describe("As given; it is mixed with suite, pov, category and story"),
  random: name.describe("Generator of random values, and its version"),
  policy: z
    .strictObject({
      name: name.describe("Who took the choices"),
      script: digest.nullable().describe("Of the choices it followed"),
    })
    .describe("How choices were taken"),
  variables: values.describe("Start values that the caller gave"),
  promptPacks: z.array(name).describe("Prompt packs asked for, sorted"),
  metadata: z.record(z.string(), z.unknown()).describe("As the caller gave it"),
  initial: z
    .strictObject({ node: name.describe("The first node"), variables: values.describe("Every variable before it was entered") })
    .describe("Where the play began"),
});

/** The environment line. */
export const environmentSchema = z.strictObject({
  touchstone: z.string().describe("Version that played it"),
  storyDigest: digest.describe("Of the story as a whole"),
  storyFile: z.string().nullable().describe("As the caller named it"),
  maxSteps: z.int().min(1).describe("Steps allowed"),
  lines: z.record(z.string(), z.int().min(1)).describe("Where the nodes met stand in the story's file"),
});

const line = z.strictObject({ text: z.string().describe("What is said"), speaker: z.string().optional().describe("By whom") });

const draw = z.strictObject({
  stream: z.enum(["policy", "story", "battle", "loot"]).describe("Which random stream"),
  n: count.describe("Which draw of the stream"),
  value: z.number().describe("What came out"),
  by: name.describe("Which action drew it"),
});

const failed = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("condition"),
    key: name.describe("The variable that was looked at"),
    op: name.describe("How it was compared"),
    value: value.describe("With what"),
    actual: value.describe("What it held"),
  }),
  z.strictObject({ kind: z.literal("hidden_condition") }),
  z.strictObject({ kind: z.literal("once") }),
  z.strictObject({ kind: z.literal("pov"), visibleTo: z.array(name).describe("Povs that are offered it") }),
]);

const emit = z.strictObject({ name: name.describe("What the host was told"), data: value.describe("With what") });

/** A step line. */
export const stepSchema = z
  .strictObject({
    i: count.describe("Which step, from 0"),
    node: name.describe("The node that was entered"),
    say: z.array(line).optional().describe("What is said; left out where the node says what it said last"),
    labels: z.record(z.string(), z.string()).optional().describe("Texts of choices that are new or have changed at this node"),
    offered: z.array(name).min(1).optional().describe("Choices that can be taken"),
    refused: z
      .array(z.strictObject({ choice: name.describe("The choice"), failed: failed.describe("Why not") }))
      .min(1)
      .optional()
      .describe("Choices that cannot be taken"),
    chose: nameOrNone.describe("The choice taken"),
    draws: z.array(draw).min(1).optional().describe("Values drawn"),
    set: z
      .record(z.string(), z.tuple([value, value]))
      .optional()
      .describe("Variables that changed: old and new value"),
    by: z.record(z.string(), name).optional().describe("The action that wrote each of them last"),
    assets: z.array(name).min(1).optional().describe("Assets met"),
    emits: z.array(emit).min(1).optional().describe("What the host was told"),
  })
  .refine(
    ({ set, by }) =>
      Object.keys(set ?? {})
        .toSorted()
        .join("\n") ===
      Object.keys(by ?? {})
        .toSorted()
        .join("\n"),
    {
      error: "`by` does not name the variables that `set` does",
    },
  );

const manifest = z.partialRecord(z.enum(ASSET_KINDS), z.array(name).min(1));

/** The footer line. */
export const footerSchema = z.strictObject({
  outcome: z.enum(["ended", "dead_end", "loop", "budget", "error"]).describe("How it ended"),
  ending: nameOrNone.describe("The ending that was met"),
  why: z.string().nullable().describe("Why it stopped elsewhere"),
  counts: z
    .strictObject({
      steps: count.describe("Nodes entered"),
      choices: count.describe("Choices taken"),
      draws: count.describe("Values drawn"),
    })
    .describe("How much of each there was"),
  assets: manifest.describe("All assets met, by kind"),
  variables: values.describe("Every variable at the end"),
  digest: digest.describe("Of all lines but the environment, without itself"),
});

export type StepLine = z.infer<typeof stepSchema>;

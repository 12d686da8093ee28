import { z } from "zod";
import { REDACTIONS } from "../../trace/trace-rules.ts";
import { assertionSchema } from "../assert/assertion.ts";
import { value } from "../scene/condition.ts";
import { sceneId } from "../scene/scene-id.ts";

/** Version of the shape of suite files; a later one comes with an upgrade step. */
const SUITE_FORMAT = "touchstone.suite/1";

const label = z.string().min(1).max(200);

/** One cell, where it is more than a story: what the story is played with. */
const cell = z.strictObject({
  scene: label.describe("The story: a file, or a scene that stands here"),
  seed: z
    .int()
    .optional()
    .describe("Seed of everything random; the cell's place within its pov, from `seedOffset`, where none is given"),
  variables: z.record(z.string(), value).default({}).describe("Start values that stand over the story's"),
  worldline: sceneId.optional().describe("The worldline; the story as it stands where none is given"),
  promptPacks: z.array(sceneId).default([]).describe("Prompt packs that are asked for"),
  metadata: z.record(z.string(), z.unknown()).default({}).describe("Put over `{ category, pov }`; copied into the trace"),
  workflow: label.optional().describe("A label of your own; the suite's where none is given"),
  maxSteps: z.int().min(1).optional().describe("Nodes entered at most; then the outcome is `budget`"),
  policy: z
    .string()
    .regex(/^(first|random|script:.+)$/, "must be `first`, `random` or `script:FILE`")
    .default("random")
    .describe("Who takes the choices: `first`, `random`, `script:FILE` or `script:FILE#RUN`"),
});

/** Words that mean the story's own default. */
export const DEFAULT_POVS: readonly string[] = ["auto", "default"];

/** By pov, then by category: a story, or a story with what it is played with. */
export const planSchema = z.record(sceneId, z.record(sceneId, z.union([label, cell])));

const redaction = z.strictObject({
  path: label.describe("Where, e.g. `steps[*].variables.clock`"),
  how: z.enum(REDACTIONS).describe("In which coarser form it is compared"),
});

/** A suite of playtests as its author writes it. Source: contracts, section 8.1. */
export const suiteSchema = z.strictObject({
  format: z.literal(SUITE_FORMAT).describe("Version of this shape"),
  seedOffset: z.int().default(0).describe("Seed of the first category of each pov, where it has none of its own"),
  workflow: label.optional().describe("A label of your own, for all cells"),
  plan: planSchema.describe("By pov, then by category: a story, or a map with `scene` and what it is played with"),
  assertions: z.array(assertionSchema).default([]).describe("Claims about all ways through the stories"),
  golden: z
    .strictObject({
      ignorePaths: z.array(label).default([]).describe("What a comparison looks past, e.g. `steps[*].rng_after`"),
      redact: z.array(redaction).default([]).describe("What is compared in a coarser form"),
    })
    .prefault({})
    .describe("How traces are compared with their goldens"),
});

/** A scene that stands in the suite: an editor finds its keys where those of scene files are. */
const sceneHere = z.unknown().meta({ $ref: "scene.schema.json" });
const storyHere = z.union([label, sceneHere]).describe(cell.shape.scene.description ?? "");

/** The same as an editor is told of it: with scenes that stand in it, which are read by a schema of their own. */
export const suiteFileSchema = suiteSchema.extend({
  plan: z
    .record(sceneId, z.record(sceneId, z.union([label, cell.extend({ scene: storyHere }), sceneHere])))
    .describe(suiteSchema.shape.plan.description ?? ""),
});

export type PlanFile = z.infer<typeof planSchema>;

import { z } from "zod";

const candidate = z.strictObject({
  id: z.string().describe("The record, or the layer of a piece of prompt"),
  why: z.string().describe("One sentence for people"),
});

const settled = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What a step of a version's making is about. */
const GENERATION_STEPS = [
  "inputs",
  "spec",
  "checkpoint",
  "profile",
  "baseline",
  "preset",
  "entity",
  "tag",
  "lora",
  "contract",
  "workflow",
  "reference",
  "prompt",
  "seed",
  "parameters",
  "recipe",
  "image",
  "check",
  "verdict",
  "route",
] as const;

/**
 * One line of a trace of kind `generation`: something that was decided, drawn or found. What there was none of is left out.
 * Source: SPEC.md P84.
 */
export const generationStep = z.strictObject({
  i: z.int().min(0).describe("Which step, from 0"),
  step: z.enum(GENERATION_STEPS).describe("What it is about"),
  of: z.string().optional().describe("Which one, e.g. a check's id or an image's variant and part"),
  outcome: z.string().optional().describe("What came out, where that is a judgement"),
  why: z.array(z.string()).optional().describe("Reasons, in sentences"),
  chosen: z.array(candidate).optional().describe("Candidates that were taken"),
  refused: z.array(candidate).optional().describe("Candidates that were looked at and left out"),
  set: z
    .record(z.string(), z.strictObject({ value: settled.describe("What it is"), by: z.string().describe("Who said so") }))
    .optional()
    .describe("What the step settled, by name"),
});

export type GenerationStep = z.infer<typeof generationStep>;

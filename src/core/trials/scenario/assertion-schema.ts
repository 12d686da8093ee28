import { z } from "zod";
import { ADAPTERS } from "./scenario.ts";
import { scriptSchema } from "./script-schema.ts";

const share = z.number().min(0).max(1);
const toolName = z.string().min(1).max(64);

/** Guess: more weight than this beside a 1 makes the 1 invisible. */
const weight = z.number().min(0).max(1000);

const common = {
  name: z.string().min(1).max(200).optional().describe("Its name in reports; default: its type and the tools it names"),
  weight: weight.default(1).describe("Share in the score; 0 is reported only"),
  required: z.boolean().default(false).describe("Whether its failure is a hard failure"),
  not: z.boolean().default(false).describe("Whether it holds where the rest does not"),
};

const toolCalled = z.strictObject({
  type: z.literal("tool_called").describe("A tool is called"),
  tool: toolName.describe("Name of the tool"),
  ...common,
});

const toolArgs = z.strictObject({
  type: z.literal("tool_args").describe("A tool is called with these arguments"),
  tool: toolName.describe("Name of the tool"),
  value: z.unknown().describe('The arguments; in a subset, `"*"` stands for any value'),
  mode: z.enum(["subset", "exact"]).default("subset").describe("Whether there may be more arguments"),
  which: z
    .union([z.enum(["any", "all"]), z.int().min(0).max(10_000)])
    .default("any")
    .describe("Which calls: one of them, all of them, or one by its number from 0"),
  ...common,
});

const toolSequence = z.strictObject({
  type: z.literal("tool_sequence").describe("Tools are called in this order"),
  value: z.array(toolName).max(200).describe("Names of the tools"),
  mode: z
    .enum(["exact", "in_order", "any_order"])
    .default("in_order")
    .describe("`exact`: these calls and no others; `in_order`: others may stand between; `any_order`: each of them at some time"),
  ...common,
});

const callCount = z.int().min(0).max(10_000);

const toolCount = z.strictObject({
  type: z.literal("tool_count").describe("So many calls are made"),
  tool: toolName.optional().describe("Name of the tool; default: calls of all tools"),
  min: callCount.optional().describe("At least so many"),
  max: callCount.optional().describe("At most so many"),
  ...common,
});

const outputContains = z.strictObject({
  type: z.literal("output_contains").describe("The last answer holds a text"),
  value: z.string().min(1).max(100_000).describe("The text"),
  ignoreCase: z.boolean().default(false).describe("Whether case is ignored"),
  ...common,
});

const regex = z.strictObject({
  type: z.literal("regex").describe("The last answer fits a pattern"),
  value: z.string().min(1).max(2000).describe("The pattern, in RE2 syntax: it takes linear time"),
  ...common,
});

const equals = z.strictObject({
  type: z.literal("equals").describe("The last answer is this"),
  value: z.unknown().describe("A text as it is; everything else is compared with the answer read as JSON"),
  ...common,
});

const jsonSchema = z.strictObject({
  type: z.literal("json_schema").describe("The last answer is JSON of this shape"),
  schema: z.unknown().describe("JSON Schema (draft 2020-12)"),
  ...common,
});

const jmespath = z.strictObject({
  type: z.literal("jmespath").describe("A query over the whole trial finds this"),
  expression: z.string().min(1).max(2000).describe("JMESPath over `response`, `turns`, `tool_calls` and `metadata`"),
  operator: z
    .enum(["eq", "ne", "gt", "gte", "lt", "lte", "contains", "regex", "exists"])
    .optional()
    .describe("How what is found is compared; or write the operator as a key, e.g. `gte: 3`"),
  value: z.unknown().optional().describe("What it is compared with"),
  eq: z.unknown().optional().describe("Equal"),
  ne: z.unknown().optional().describe("Not equal"),
  gt: z.number().optional().describe("Greater"),
  gte: z.number().optional().describe("Greater or equal"),
  lt: z.number().optional().describe("Less"),
  lte: z.number().optional().describe("Less or equal"),
  contains: z.unknown().optional().describe("A text holds this text, or a list this item"),
  regex: z.string().min(1).max(2000).optional().describe("Fits this pattern, in RE2 syntax"),
  exists: z.boolean().optional().describe("Whether there is something: neither null nor an empty list, as filters give"),
  ...common,
});

const costLimit = z.strictObject({
  type: z.literal("cost_limit").describe("The trial costs no more than this"),
  maxUsd: z.number().min(0).max(100_000).describe("USD, judges not counted"),
  ...common,
});

const latencyLimit = z.strictObject({
  type: z.literal("latency_limit").describe("The trial takes no longer than this"),
  maxMs: z.number().min(0).max(86_400_000).optional().describe("Milliseconds"),
  maxSeconds: z.number().min(0).max(86_400).optional().describe("Seconds, instead of `maxMs`"),
  ...common,
});

const turnsLimit = z.strictObject({
  type: z.literal("turns_limit").describe("The model answers no more often than this"),
  max: z.int().min(1).max(100).describe("Answers"),
  ...common,
});

const criterion = z.strictObject({
  name: z.string().min(1).max(100).describe("What the judge gives a score for, e.g. `kind`"),
  description: z.string().min(1).max(4000).describe("What a good trial shows"),
  weight: z.number().positive().max(1000).default(1).describe("Share in a vote's score"),
});

/** Votes of one judge; the seed's most. */
const MAX_VOTES = 21;

const judge = z.strictObject({
  type: z.literal("judge").describe("A model judges the trial, several times"),
  criteria: z.array(criterion).min(1).max(20).describe("What it judges, each with a score of 0 to 1"),
  judgeAdapter: z
    .enum(ADAPTERS)
    .optional()
    .describe("Provider of the judge; default: `policies.trials.judge`, else the scenario's"),
  judgeModel: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Model of the judge; default: `policies.trials.judge`, else the scenario's"),
  k: z.int().min(1).max(MAX_VOTES).default(3).describe("Votes"),
  threshold: share.default(0.8).describe("Score that a vote must reach"),
  quorum: z
    .int()
    .min(1)
    .max(MAX_VOTES)
    .optional()
    .describe("Votes that must reach it, of all `k`; default: more than half. A vote that cannot be read does not"),
  includeSystemPrompt: z.boolean().default(false).describe("Whether the judge sees the system prompt"),
  customPrompt: z.string().min(1).max(20_000).optional().describe("Instructions of your own instead of ours"),
  script: scriptSchema.default([]).describe("What a judge of the adapter `scripted` says"),
  ...common,
});

const custom = z.strictObject({
  type: z.literal("custom").describe("A function of yours judges the trial"),
  function: z.string().min(1).max(500).describe("`file.ts#name`, from the scenario's folder"),
  config: z.unknown().default(null).describe("Handed to the function"),
  ...common,
});

/** One assertion as its author writes it. */
export const assertionSchema = z.discriminatedUnion("type", [
  toolCalled,
  toolArgs,
  toolSequence,
  toolCount,
  outputContains,
  regex,
  equals,
  jsonSchema,
  jmespath,
  costLimit,
  latencyLimit,
  turnsLimit,
  judge,
  custom,
]);

export type WrittenAssertion = z.infer<typeof assertionSchema>;

import { z } from "zod";
import { assertionSchema } from "./assertion-schema.ts";
import { ADAPTERS } from "./scenario.ts";
import { scriptSchema } from "./script-schema.ts";

const share = z.number().min(0).max(1);
const label = z.string().min(1).max(200);
const said = z.string().min(1).max(1_000_000);

/** What providers accept as a tool's name. */
const TOOL_NAME = /^[A-Za-z0-9_-]{1,64}$/;

const tool = z.strictObject({
  name: z
    .string()
    .regex(TOOL_NAME, "must be letters, digits, `_` and `-`, at most 64, as providers want it")
    .describe("What the model calls it by"),
  description: z.string().max(10_000).default("").describe("What the model is told of it"),
  parameters: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("JSON Schema of its arguments, an object; default: takes none"),
  mock: z.unknown().optional().describe("What its calls get; without it each call is told that the tool cannot be reached"),
});

const gate = z.strictObject({
  minScore: share.optional().describe("Smallest mean of the scores"),
  minRate: share.optional().describe("Smallest share of trials that pass"),
  minLowerBound: share.optional().describe("Smallest lower end of the pass rate's 95 % Wilson interval"),
  passHatK: z
    .strictObject({
      k: z.int().min(1).max(1000).describe("How many trials in a row"),
      min: share.describe("Smallest chance that all of them pass"),
    })
    .optional()
    .describe("How likely it is that k trials all pass"),
});

/** Where the author says nothing. */
const DEFAULTS = { adapter: "openai-chat", threshold: 0.8, maxTurns: 10, trials: 3 } as const;

/** A scenario as its author writes it. Source: contracts, section 8.2. */
export const scenarioSchema = z.strictObject({
  description: z.string().max(10_000).default("").describe("What it is about, for people"),
  tags: z.record(label, z.string().max(200)).default({}).describe("Labels of your own"),
  adapter: z.enum(ADAPTERS).default(DEFAULTS.adapter).describe("Provider of the model"),
  model: label.optional().describe("Name of the model, as its provider calls it; offline adapters need none"),
  systemPrompt: z.string().max(1_000_000).optional().describe("The model's instructions"),
  prompt: said.optional().describe("What the user says"),
  turns: z.array(said).min(1).max(100).optional().describe("What the user says turn by turn, instead of `prompt`"),
  tools: z.array(tool).max(128).default([]).describe("What the model may call"),
  assertions: z.array(assertionSchema).min(1).max(200).describe("What a trial must show; at least one"),
  threshold: share.default(DEFAULTS.threshold).describe("Score that a trial must reach"),
  maxTurns: z.int().min(1).max(100).default(DEFAULTS.maxTurns).describe("Answers of the model at most"),
  temperature: z.number().min(0).max(2).optional().describe("Handed to the provider"),
  seed: z.int().min(0).max(2_147_483_647).optional().describe("Handed to the provider"),
  extras: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("Further fields of the provider's request: 10 at most, 4 KiB, no secrets"),
  trials: z.int().min(1).max(100_000).default(DEFAULTS.trials).describe("How often it is run where the caller says nothing"),
  gate: gate.optional().describe("What its trials must show together; default: a mean score of `threshold`"),
  timeoutMs: z.int().min(1).max(86_400_000).optional().describe("Time of one trial in ms; default: only the calls' own limits"),
  maxCostUsd: z
    .number()
    .min(0)
    .max(100_000)
    .optional()
    .describe("Cost in USD at which a trial makes no further call; default: none"),
  script: scriptSchema.default([]).describe("What a model of the adapter `scripted` or `flaky` says"),
});

export type WrittenScenario = z.infer<typeof scenarioSchema>;
export type WrittenTool = WrittenScenario["tools"][number];

const outcome = {
  value: z.unknown().optional().describe("What the call gets"),
  error: z.string().max(10_000).optional().describe("The call fails with this text"),
  function: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("A function of yours answers: `file.ts#name`, from the scenario's folder"),
  latencyMs: z.number().min(0).max(86_400_000).optional().describe("How long it takes, in ms; nobody waits"),
};

/** One case of a mock, as an editor is told of it. */
const mockCase = z.strictObject({
  when: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Arguments that it is for: a part of them; `"*"` stands for any value'),
  ...outcome,
});

/** The same as an editor is told of it: a mock's cases, which are told apart from values by rules that a schema cannot say. */
export const scenarioFileSchema = scenarioSchema.extend({
  tools: z
    .array(
      tool.extend({
        mock: z
          .union([mockCase, z.array(z.union([mockCase, z.unknown()])), z.unknown()])
          .optional()
          .describe(tool.shape.mock.description ?? ""),
      }),
    )
    .max(128)
    .default([])
    .describe(scenarioSchema.shape.tools.description ?? ""),
});

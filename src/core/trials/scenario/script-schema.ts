import { z } from "zod";

const latencyMs = z.number().min(0).max(86_400_000).default(0).describe("How long it takes, in ms; nobody waits");
const tokens = z.int().min(0).max(1_000_000_000);

const toolCall = z.strictObject({
  name: z.string().min(1).max(64).describe("Name of the tool"),
  arguments: z.record(z.string(), z.unknown()).optional().describe("The arguments; default: none"),
  invalid: z.string().min(1).max(10_000).optional().describe("A text that is no JSON, instead of arguments"),
});

const usage = z.strictObject({
  inputTokens: tokens.describe("Tokens of the request, those of a cache included"),
  outputTokens: tokens.describe("Tokens of the answer, those of reasoning included"),
  cacheReadTokens: tokens.default(0).describe("Of the input, read from a cache"),
  cacheWriteTokens: tokens.default(0).describe("Of the input, written to a cache"),
  reasoningTokens: tokens.default(0).describe("Of the output, reasoning"),
});

const failure = z.strictObject({
  status: z.int().min(100).max(599).optional().describe("HTTP status; default: the provider cannot be reached"),
  message: z.string().max(2000).default("scripted failure").describe("What the provider says"),
  retryAfterMs: z.int().min(0).max(86_400_000).optional().describe("How long it asks to wait, in ms"),
});

const deed = {
  text: z.string().max(1_000_000).optional().describe("What the model says"),
  toolCalls: z.array(toolCall).max(100).default([]).describe("What it asks for"),
  usage: usage.optional().describe("Tokens; default: unknown"),
  latencyMs,
  error: failure.optional().describe("The provider fails instead"),
};

/** One turn of a script. */
export const scriptTurn = z.strictObject({
  when: z
    .strictObject({
      contains: z.string().min(1).max(10_000).optional().describe("The last message holds this text"),
      tool: z.string().min(1).max(64).optional().describe("The last message is the result of this tool"),
    })
    .optional()
    .describe("When it is said; default: always"),
  trials: z.array(z.int().min(0).max(1_000_000)).min(1).max(1000).optional().describe("In which trials, from 0; default: all"),
  ...deed,
  repeat: z.boolean().default(false).describe("Whether it may be said again and again"),
  sometimes: z
    .strictObject({ chance: z.number().min(0).max(1).describe("How often, 0 to 1"), ...deed })
    .optional()
    .describe("What happens instead now and then; `flaky` only"),
});

/** What a scripted model says, turn by turn; a bare text is a turn that says it. */
export const scriptSchema = z.array(z.union([z.string().max(1_000_000), scriptTurn])).max(1000);

export type WrittenTurn = z.infer<typeof scriptSchema>[number];
export type WrittenDeed = Pick<Exclude<WrittenTurn, string>, "text" | "toolCalls" | "usage" | "latencyMs" | "error">;

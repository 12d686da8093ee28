import { z } from "zod";
import { TRACE_FORMAT } from "../../trace/envelope.ts";
import { CAPABILITIES, type AssertionType } from "../assert/assertion.ts";
import type { Message } from "../conversation/message.ts";
import type { FinishReason } from "../conversation/model.ts";
import type { Json, JsonMap } from "../json.ts";
import {
  TRIAL_STATUSES,
  type TrialEntry,
  type TrialFinish,
  type TrialFooter,
  type TrialHeader,
  type TrialLine,
} from "./trial-lines.ts";

const count = z.int().min(0);
const text = z.string();
/** What providers say of tokens and times is written down as they say it, sense or not. */
const amount = z.number();
const share = z.number().min(0).max(1);
/** What was read is JSON already, so it is taken as it is; only what is not there at all is refused. */
const json = z.custom<Json>((value) => value !== undefined, "is missing");
const jsonMap = z.custom<JsonMap>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "is no object",
);

const FINISHES = [
  "stop",
  "length",
  "tool_calls",
  "content_filter",
  "refusal",
  "other",
] as const satisfies readonly FinishReason[];
const ENDS = [...FINISHES, "max_turns", "timeout", "budget", "interrupted", "error"] as const satisfies readonly TrialFinish[];

const hashes = z.strictObject({
  execution: text.describe("Of what decides how trials go"),
  evaluation: text.describe("Of what decides how they are judged"),
  environment: text.describe("Of the versions that ran it"),
});

/** The header line of a trial's trace. */
export const headerSchema: z.ZodType<TrialHeader> = z.strictObject({
  format: z.literal(TRACE_FORMAT).describe("Version of the envelope"),
  kind: z.literal("trial").describe("What kind of run left the trace"),
  traceId: text.min(1).describe("Id of the trial"),
  runId: text.min(1).describe("Id of its run"),
  trialIndex: count.describe("Which trial of its scenario, from 0"),
  scenario: text.describe("Name of the scenario"),
  hashes: hashes.describe("Digests of what decided"),
  recordingMode: z.enum(["full", "metadata_only"]).describe("Whether content was recorded"),
  capabilities: z.array(z.enum(CAPABILITIES)).describe("What the trace can be judged by"),
  snapshot: json.describe("The scenario that was run; null in metadata_only"),
});

const toolCall = z.strictObject({
  id: text.describe("As the provider named it"),
  name: text.describe("The tool"),
  arguments: json.describe("What it is called with"),
  invalid: text.nullable().describe("What the model wrote, where it is no JSON"),
});

const message: z.ZodType<Message> = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("user"), text: text.describe("What the user says") }),
  z.strictObject({
    role: z.literal("assistant"),
    text: text.nullable().describe("What the model said"),
    toolCalls: z.array(toolCall).describe("What it asked for"),
    opaque: json.describe("What its provider must get back"),
  }),
  z.strictObject({
    role: z.literal("tool"),
    callId: text.describe("The call that it answers"),
    name: text.describe("The tool"),
    text: text.describe("What the model is told"),
    isError: z.boolean().describe("Whether the call failed"),
  }),
]);

const usage = z.strictObject({
  inputTokens: amount.describe("All that was read"),
  outputTokens: amount.describe("All that was written"),
  cacheReadTokens: amount.describe("Of those read, from a cache"),
  cacheWriteTokens: amount.describe("Of those read, put into a cache"),
  reasoningTokens: amount.describe("Of those written, for reasoning"),
});

const config = z.strictObject({
  model: text.describe("The model asked"),
  system: text.nullable().describe("The system prompt"),
  tools: z
    .array(
      z.strictObject({
        name: text.describe("The tool"),
        description: text.describe("What it is for"),
        parameters: json.describe("JSON Schema of its arguments"),
      }),
    )
    .describe("What the model was told of"),
  temperature: z.number().nullable().describe("Null: the provider's own"),
  seed: z.number().nullable().describe("Null: none"),
  extras: jsonMap.describe("Further fields of the request"),
});

const wire = z.strictObject({
  status: z.int().describe("HTTP status"),
  request: text.describe("The body that was sent, or its digest"),
  response: text.describe("The body that came"),
});

const i = count.describe("Which line, from 0");
const turn = z.int().min(1).describe("Which answer of the model, from 1");

const request = z.strictObject({
  line: z.literal("model_request"),
  i,
  turn,
  fingerprint: text.nullable().describe("Digest of the whole request"),
  messages: z.array(message).describe("What was added since the last request"),
  config: config.nullable().describe("The rest of the request, where it changed"),
});

const response = z.strictObject({
  line: z.literal("model_response"),
  i,
  turn,
  text: text.nullable().describe("What the model said"),
  toolCalls: z.array(toolCall).describe("What it asked for"),
  finish: z.enum(FINISHES).describe("Why it stopped"),
  rawFinish: text.nullable().describe("The provider's word for it"),
  usage: usage.nullable().describe("Null: unknown"),
  costUsd: amount.nullable().describe("Null: unknown"),
  model: text.nullable().describe("The model as the provider names it"),
  opaque: json.describe("What the provider must get back"),
  wire: wire.nullable().describe("Null for providers without a wire"),
});

const call = z.strictObject({
  line: z.literal("tool_call"),
  i,
  turn,
  call: toolCall.describe("What the model asked for"),
  problem: text.nullable().describe("Why it is refused; null where it is not"),
});

const result = z.strictObject({
  line: z.literal("tool_result"),
  i,
  turn,
  callId: text.describe("The call that it answers"),
  name: text.describe("The tool"),
  value: json.describe("What came back"),
  isError: z.boolean().describe("Whether the call failed"),
  by: z.enum(["mock", "function", "refused", "unmocked"]).describe("Who answered"),
});

const vote = z.strictObject({
  line: z.literal("judge_vote"),
  i,
  assertion: text.describe("The assertion that it is for"),
  vote: count.describe("Which vote, from 0"),
  promptHash: text.describe("Digest of the question"),
  judge: text.describe("The model asked"),
  scores: z
    .array(
      z.strictObject({
        name: text.describe("The criterion"),
        score: z.number().describe("0 to 1"),
        reasoning: text.nullable().describe("Why, in the judge's words"),
      }),
    )
    .nullable()
    .describe("Null where the reply could not be read"),
  problem: text.nullable().describe("Why there are none"),
  unasked: z.boolean().describe("Whether no answer came at all"),
  usage: usage.nullable().describe("Null: unknown"),
  costUsd: amount.nullable().describe("Null: unknown"),
  raw: text.nullable().describe("The reply as it came"),
});

const error = z.strictObject({
  line: z.literal("error"),
  i,
  turn: turn.nullable(),
  code: text.describe("Code of the failure"),
  message: text.describe("What happened"),
  status: z.int().nullable().describe("HTTP status; null where none came"),
  ours: z.boolean().describe("Whether a limit of the scenario's ended it"),
});

const failedTry = z.strictObject({
  status: z.int().nullable().describe("HTTP status; null where none came"),
  message: text.describe("What happened"),
  waitedMs: amount.describe("How long was waited after it"),
});

const clock = z.strictObject({
  line: z.literal("clock"),
  i,
  of: count.describe("The line whose times these are"),
  atMs: amount.describe("Since the trial began"),
  latencyMs: amount.describe("How long it took"),
  failedTries: z.array(failedTry).describe("Tries that were repeated"),
});

const assertion = z.strictObject({
  line: z.literal("assertion"),
  i,
  name: text.describe("The assertion"),
  type: z.custom<AssertionType>((value) => typeof value === "string", "is no text").describe("What it looks at"),
  weight: amount.describe("Share in the score"),
  required: z.boolean().describe("Whether its failure is a hard one"),
  outcome: z.enum(["pass", "fail", "skipped", "unknown"]).describe("What came of it"),
  score: share.nullable().describe("Null where it was not judged"),
  why: text.describe("What was looked at"),
  missing: z.array(z.enum(CAPABILITIES)).describe("What the trace lacked"),
});

/** A line between environment and footer. */
export const lineSchema: z.ZodType<TrialLine> = z.discriminatedUnion("line", [
  request,
  response,
  call,
  result,
  vote,
  error,
  clock,
  assertion,
]);

/** A vote of a judge as it stands in an assessment, without a number. */
export const voteSchema: z.ZodType<Extract<TrialEntry, { line: "judge_vote" }>> = vote.omit({ i: true });

/** An assertion's result as it stands in an assessment. */
export const resultSchema = assertion.omit({ i: true, line: true });

/** The footer line. */
export const footerSchema: z.ZodType<TrialFooter & { readonly digest: string }> = z.strictObject({
  outcome: z.enum(TRIAL_STATUSES).describe("What came of the trial"),
  finishReason: z.enum(ENDS).describe("Why its conversation ended"),
  tokens: z
    .strictObject({ input: amount.describe("All that was read"), output: amount.describe("All that was written") })
    .nullable()
    .describe("Null: unknown"),
  cost: amount.nullable().describe("USD; null: unknown"),
  judgeCost: amount.nullable().describe("USD of the judges; null: unknown"),
  latencyMs: amount.describe("How long it took"),
  score: share.nullable().describe("Null where nothing was judged"),
  counts: z
    .strictObject({
      turns: count.describe("Answers of the model"),
      toolCalls: count.describe("Calls of tools"),
      votes: count.describe("Votes of judges"),
    })
    .describe("How much there was of each"),
  digest: text.describe("Of the trace"),
});

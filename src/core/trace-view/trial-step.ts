import type { ToolCall } from "../trials/conversation/message.ts";
import type { Usage } from "../trials/conversation/model.ts";
import type { Json } from "../trials/json.ts";
import type { TrialEntry } from "../trials/record/trial-lines.ts";
import { costText, latencyText } from "../trials/report/figures.ts";
import { assertionMarkOf } from "../trials/report/trial-marks.ts";
import { shortDigest } from "../canonical/digest.ts";
import type { OutcomeMark } from "../report/outcome-mark.ts";
import type { TraceFact, ViewedStep, ViewedText } from "./viewed-trace.ts";

/** A step without its number. */
export type StepParts = Omit<ViewedStep, "i">;

type EntryOf<K extends TrialEntry["line"]> = Extract<TrialEntry, { line: K }>;

/** Times of a line; undefined where none were recorded. */
export type Clock = EntryOf<"clock"> | undefined;

const NOTHING: StepParts = {
  place: "",
  lines: [],
  offered: [],
  refused: [],
  chose: null,
  draws: [],
  sets: [],
  assets: [],
  emits: [],
  mark: null,
  facts: [],
  texts: [],
};

/** What a request tells anew: the settings, where they changed, and what the user says. What came before stands before. */
export function requestSteps({ turn, config, messages }: EntryOf<"model_request">): readonly StepParts[] {
  const said = messages.flatMap((message) => (message.role === "user" ? [message.text] : []));
  const asked = said.map((text): StepParts => {
    return { ...NOTHING, place: "user", lines: [{ text, speaker: null }], facts: [["turn", String(turn)]] };
  });
  if (config === null) return asked;
  const { system, tools, extras, ...parameters } = config;
  const setup: StepParts = {
    ...NOTHING,
    place: "setup",
    lines: system === null ? [] : [{ text: system, speaker: null }],
    texts: [
      jsonText("parameters", { ...parameters, ...extras }),
      ...(tools.length === 0 ? [] : [jsonText("tools", tools as unknown as Json)]),
    ],
  };
  return [setup, ...asked];
}

/** What the model said, and which tools it asked for. */
export function responseStep(entry: EntryOf<"model_response">, clock: Clock): StepParts {
  const { turn, text, toolCalls, finish, rawFinish, usage, costUsd, model, opaque, wire } = entry;
  const names = toolCalls.map(({ name }) => name);
  return {
    ...NOTHING,
    place: "assistant",
    lines: text === null ? [] : [{ text, speaker: null }],
    chose: names.length === 0 ? null : names.join(", "),
    facts: [
      ["turn", String(turn)],
      ["finish", rawFinish === null || rawFinish === finish ? finish : `${finish} (${rawFinish})`],
      ...usageFacts(usage, costUsd),
      ...clockFacts(clock),
      ...known("model", model),
    ],
    texts: [
      ...(opaque === null ? [] : [jsonText("for the provider", opaque, true)]),
      ...(wire === null ? [] : [folded("sent", wire.request), folded(`received, status ${wire.status}`, wire.response)]),
    ],
  };
}

const REFUSED: OutcomeMark = { icon: "⊘", word: "refused", tone: "fail" };
const FAILED: OutcomeMark = { icon: "!", word: "error", tone: "exception" };
const UNMOCKED: OutcomeMark = { icon: "—", word: "no mock", tone: "unknown" };

/** A tool's call with what came back; undefined where the trial was cut off between the two. */
export function toolStep(
  { turn, call, problem }: EntryOf<"tool_call">,
  result: EntryOf<"tool_result"> | undefined,
  clock: Clock,
): StepParts {
  return {
    ...NOTHING,
    place: `tool ${call.name}`,
    lines: problem === null ? [] : [{ text: problem, speaker: null }],
    mark: result === undefined ? null : markOf(result),
    facts: [["turn", String(turn)], ...known("answered by", result?.by ?? null), ...clockFacts(clock), ["call", call.id]],
    texts: [...argumentsOf(call), ...(result === undefined || result.value === null ? [] : [jsonText("result", result.value)])],
  };
}

function markOf({ by, isError }: EntryOf<"tool_result">): OutcomeMark | null {
  if (by === "refused") return REFUSED;
  if (by === "unmocked") return UNMOCKED;
  return isError ? FAILED : null;
}

function argumentsOf({ arguments: given, invalid }: ToolCall): readonly ViewedText[] {
  if (invalid !== null) return [{ name: "arguments, which are no JSON", text: invalid, isFolded: false }];
  return given === null ? [] : [jsonText("arguments", given)];
}

const UNREAD: OutcomeMark = { icon: "✕", word: "unreadable", tone: "fail" };
const UNASKED: OutcomeMark = { icon: "?", word: "no answer", tone: "uncertain" };

/** A judge's vote: its reasons by criterion, or why there are none. */
export function voteStep(entry: EntryOf<"judge_vote">, clock: Clock): StepParts {
  const { assertion, vote, judge, scores, problem, unasked, usage, costUsd, promptHash, raw } = entry;
  const reasons = (scores ?? []).map(({ name, score, reasoning }) => ({ speaker: `${name} ${score}`, text: reasoning ?? "" }));
  return {
    ...NOTHING,
    place: `judge ${assertion}`,
    lines: problem === null ? reasons : [{ speaker: null, text: problem }, ...reasons],
    mark: unasked ? UNASKED : scores === null ? UNREAD : null,
    facts: [
      ["vote", String(vote)],
      ["judge", judge],
      ...usageFacts(usage, costUsd),
      ...clockFacts(clock),
      ["question", shortDigest(promptHash)],
    ],
    texts: raw === null ? [] : [folded("as it came", raw)],
  };
}

/** What went wrong; a limit of the scenario's own is no fault of the provider. */
export function errorStep({ turn, code, message, status, ours }: EntryOf<"error">): StepParts {
  return {
    ...NOTHING,
    place: "error",
    lines: [{ text: message, speaker: null }],
    mark: ours ? { icon: "…", word: "limit", tone: "uncertain" } : { icon: "!", word: "error", tone: "exception" },
    facts: [["code", code], ...known("status", status), ...known("turn", turn)],
  };
}

/** What came of an assertion, and what was looked at. */
export function assertionStep(entry: EntryOf<"assertion">): StepParts {
  const { name, type, weight, required, outcome, score, why, missing } = entry;
  return {
    ...NOTHING,
    place: `assert ${name}`,
    lines: why === "" ? [] : [{ text: why, speaker: null }],
    mark: assertionMarkOf(outcome),
    facts: [
      ["type", type],
      ["weight", String(weight)],
      ...(required ? ([["required", "yes"]] as const) : []),
      ...known("score", score === null ? null : Number(score.toFixed(3))),
      ...(missing.length === 0 ? [] : ([["not recorded", missing.join(", ")]] as const)),
    ],
  };
}

function usageFacts(usage: Usage | null, costUsd: number | null): readonly TraceFact[] {
  return [
    ["tokens", usage === null ? "unknown" : usageWords(usage)],
    ["cost", costText(costUsd)],
  ];
}

function usageWords(usage: Usage): string {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens } = usage;
  const parts = [
    ...(cacheReadTokens > 0 ? [`${cacheReadTokens} from a cache`] : []),
    ...(cacheWriteTokens > 0 ? [`${cacheWriteTokens} into one`] : []),
    ...(reasoningTokens > 0 ? [`${reasoningTokens} for reasoning`] : []),
  ];
  return `${inputTokens} + ${outputTokens}${parts.length === 0 ? "" : ` (${parts.join(", ")})`}`;
}

function clockFacts(clock: Clock): readonly TraceFact[] {
  if (clock === undefined) return [];
  const { latencyMs, failedTries } = clock;
  const tries = failedTries.map(({ status, message, waitedMs }) => {
    return `${status ?? "no answer"} ${message}, waited ${latencyText(waitedMs)}`;
  });
  return [["took", latencyText(latencyMs)], ...(tries.length === 0 ? [] : ([["tried before", tries.join("; ")]] as const))];
}

function known(name: string, value: string | number | null): readonly TraceFact[] {
  return value === null ? [] : [[name, String(value)]];
}

function jsonText(name: string, value: Json, isFolded = false): ViewedText {
  return { name, text: typeof value === "string" ? value : JSON.stringify(value, null, 2), isFolded };
}

function folded(name: string, text: string): ViewedText {
  return { name, text, isFolded: true };
}

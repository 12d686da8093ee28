import type { Json } from "../json.ts";
import { stripEntry } from "../record/strip-for-metadata.ts";
import type { TrialLine } from "../record/trial-lines.ts";
import type { TrialTrace } from "../record/trial-trace.ts";
import { scoreText } from "./figures.ts";

/** One line of what was said and done in a trial. */
export interface SaidLine {
  /** E.g. `user`, `model`, `calls`, `refund says`, `judge 1`. */
  readonly who: string;
  /** The tool that is called; else null. */
  readonly tool: string | null;
  /** What was said; null where nothing was, or it is not recorded. */
  readonly text: string | null;
  /** What is said about it, by us; null for nothing. */
  readonly note: string | null;
  /** Whether something went wrong. */
  readonly bad: boolean;
  /** How long it took; null where that is not told. */
  readonly latencyMs: number | null;
}

const NOT_RECORDED = "what was said is not recorded";

/** All that was said and done in a trial, in order. Source: SPEC.md RT16. */
export function saidLines({ lines: recorded, header }: Pick<TrialTrace, "lines" | "header">): readonly SaidLine[] {
  const isBare = header.recordingMode === "metadata_only";
  // It holds none; a file that somebody made does not get another chance.
  const lines = isBare ? recorded.map((line) => ({ i: line.i, ...stripEntry(line) })) : recorded;
  const times = new Map(lines.flatMap((line) => (line.line === "clock" ? [[line.of, line.latencyMs] as const] : [])));
  const told = (said: Said, i: number): SaidLine => ({ ...QUIET, ...said, latencyMs: times.get(i) ?? null });
  return [
    ...systemOf(lines).map((said) => ({ ...QUIET, ...said })),
    ...lines.flatMap((line) => saidBy(line, isBare).map((said) => told(said, line.i))),
  ];
}

type Said = Pick<SaidLine, "who" | "text"> & Partial<SaidLine>;

const QUIET = { tool: null, note: null, bad: false, latencyMs: null };

/** The system prompt stands in the configuration of the first request. */
function systemOf(lines: readonly TrialLine[]): readonly Said[] {
  const first = lines.find((line) => line.line === "model_request");
  const system = first?.line === "model_request" ? (first.config?.system ?? null) : null;
  return system === null ? [] : [{ who: "system", text: system }];
}

function saidBy(line: TrialLine, isBare: boolean): readonly Said[] {
  switch (line.line) {
    case "model_request":
      return line.messages.flatMap((message) => (message.role === "user" ? [{ who: "user", text: message.text }] : []));
    case "model_response":
      return responseOf(line, isBare);
    case "tool_call":
      return [callOf(line, isBare)];
    case "tool_result":
      return [resultOf(line, isBare)];
    case "judge_vote":
      return [voteOf(line)];
    case "error":
      return [{ who: "error", text: line.message, note: line.code, bad: true }];
    case "clock":
    case "assertion":
      return [];
  }
}

type Line<Kind extends TrialLine["line"]> = Extract<TrialLine, { line: Kind }>;

/** An answer that is nothing but calls is told by them. */
function responseOf({ text, toolCalls, finish }: Line<"model_response">, isBare: boolean): readonly Said[] {
  if (text === null && toolCalls.length > 0) return [];
  const notes = [
    ...(text === null ? [isBare ? NOT_RECORDED : "nothing was said"] : []),
    ...(finish === "stop" || finish === "tool_calls" ? [] : [`ended by ${finish}`]),
  ];
  return [{ who: "model", text, note: notes.length === 0 ? null : notes.join("; ") }];
}

function callOf({ call, problem }: Line<"tool_call">, isBare: boolean): Said {
  const text = call.invalid ?? (isBare ? null : jsonText(call.arguments));
  return { who: "calls", tool: call.name, text, note: problem, bad: problem !== null };
}

function resultOf({ name, value, isError, by }: Line<"tool_result">, isBare: boolean): Said {
  const notes = [...(isBare ? [NOT_RECORDED] : []), ...(by === "refused" ? ["refused by Touchstone"] : [])];
  const who = `${name} ${isError ? "fails" : "says"}`;
  return { who, text: isBare ? null : jsonText(value), note: notes.length === 0 ? null : notes.join("; "), bad: isError };
}

function voteOf({ assertion, vote, scores, problem }: Line<"judge_vote">): Said {
  const who = `judge ${vote + 1}`;
  if (scores === null) return { who, text: `${assertion}: ${problem ?? "no vote"}`, bad: true };
  const told = scores.map(
    ({ name, score, reasoning }) => `${name} ${scoreText(score)}${reasoning === null ? "" : `: ${reasoning}`}`,
  );
  return { who, text: `${assertion}\n${told.join("\n")}` };
}

function jsonText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

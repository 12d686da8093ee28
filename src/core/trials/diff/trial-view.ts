import type { Usage } from "../conversation/model.ts";
import { isMap, type Json, type JsonMap } from "../json.ts";
import type { RequestConfig, TrialLine } from "../record/trial-lines.ts";
import type { TrialTrace } from "../record/trial-trace.ts";

/** One thing that happened in a trial's conversation. */
export type TrialStep =
  | { readonly kind: "user"; readonly turn: number; readonly text: string }
  | {
      readonly kind: "model";
      readonly turn: number;
      readonly text: string | null;
      readonly calls: readonly { readonly name: string; readonly arguments: Json; readonly invalid: string | null }[];
      readonly finish: string;
      readonly usage: Usage | null;
      readonly costUsd: number | null;
      readonly model: string | null;
    }
  | {
      readonly kind: "tool";
      readonly turn: number;
      readonly name: string;
      readonly value: Json;
      readonly isError: boolean;
      readonly by: string;
    }
  | {
      readonly kind: "error";
      readonly turn: number | null;
      readonly code: string;
      readonly message: string;
      readonly status: number | null;
    };

/**
 * A trial as it is compared: paths of what is looked past are of this shape, e.g. `steps[*].usage`. What providers number and sign
 * anew each time is not in it: ids of calls, bodies, what they want back unread; nor is any time.
 */
export interface TrialView {
  readonly meta: JsonMap;
  /** What the model was told besides what was said; null in metadata_only, and where nothing was asked. */
  readonly config: RequestConfig | null;
  /** The scenario as it was run; null in metadata_only. */
  readonly scenario: Json;
  readonly steps: readonly TrialStep[];
  readonly votes: readonly JsonMap[];
  readonly assertions: readonly JsonMap[];
  readonly final: JsonMap;
}

/** The view of a trial that comparisons work on. A trial that was cut off has no outcome. */
export function trialView({ header, lines, footer }: TrialTrace): TrialView {
  const { scenario, trialIndex, recordingMode, hashes, snapshot } = header;
  return {
    meta: { scenario, trialIndex, recordingMode, hashes: { ...hashes } },
    config: lines.flatMap((line) => (line.line === "model_request" && line.config !== null ? [line.config] : []))[0] ?? null,
    scenario: isMap(snapshot) ? snapshot : null,
    steps: lines.flatMap(stepsOf),
    votes: lines.flatMap((line) => (line.line === "judge_vote" ? [voteOf(line)] : [])),
    assertions: lines.flatMap((line) => (line.line === "assertion" ? [resultOf(line)] : [])),
    final: {
      outcome: footer?.outcome ?? null,
      finishReason: footer?.finishReason ?? null,
      score: footer?.score ?? null,
      cost: footer?.cost ?? null,
      judgeCost: footer?.judgeCost ?? null,
    },
  };
}

function stepsOf(line: TrialLine): readonly TrialStep[] {
  switch (line.line) {
    case "model_request":
      return line.messages.flatMap((said) =>
        said.role === "user" ? [{ kind: "user", turn: line.turn, text: said.text } as const] : [],
      );
    case "model_response": {
      const { turn, text, finish, usage, costUsd, model } = line;
      const calls = line.toolCalls.map(({ id: _id, ...call }) => call);
      return [{ kind: "model", turn, text, calls, finish, usage, costUsd, model }];
    }
    case "tool_result": {
      const { turn, name, value, isError, by } = line;
      return [{ kind: "tool", turn, name, value, isError, by }];
    }
    case "error": {
      const { turn, code, message, status } = line;
      return [{ kind: "error", turn, code, message, status }];
    }
    // Why a call was refused is its result; the rest is told elsewhere, or is a time.
    case "tool_call":
    case "judge_vote":
    case "assertion":
    case "clock":
      return [];
  }
}

function voteOf({ assertion, vote, judge, promptHash, scores, problem }: Extract<TrialLine, { line: "judge_vote" }>): JsonMap {
  const given = scores?.map(({ name, score }) => ({ name, score })) ?? null;
  return { assertion, vote, judge, promptHash, scores: given, problem };
}

function resultOf({ name, outcome, score, required, weight }: Extract<TrialLine, { line: "assertion" }>): JsonMap {
  return { name, outcome, score, required, weight };
}

import type { TrialLine } from "../record/trial-lines.ts";

/** What a trial's lines add up to. */
export interface TrialSums {
  /** Null: unknown, because a provider did not say. */
  readonly tokens: { readonly input: number; readonly output: number } | null;
  /** Of the trial's own calls; null: unknown. */
  readonly costUsd: number | null;
  /** Of its judges; null: unknown. */
  readonly judgeCostUsd: number | null;
  /** Answers of the model. */
  readonly turns: number;
  readonly toolCalls: number;
  readonly votes: number;
  /** Tries of calls that failed and were repeated. */
  readonly retries: number;
}

/** How calls end that may have cost something although no answer came; all others that failed have cost nothing. */
const MAY_COST: ReadonlySet<string> = new Set([
  "PROVIDER_TIMEOUT",
  "PROVIDER_MALFORMED",
  "INTERRUPTED",
  "timeout",
  "interrupted",
]);

/** Whether a call that failed may have cost something. @param code  Of the failure, or of the line that tells of it. */
export function mayHaveCost(code: string): boolean {
  return MAY_COST.has(code);
}

/** Adds up a trial's lines. Source: SPEC.md RN10. */
export function sumTrial(lines: readonly TrialLine[]): TrialSums {
  const responses = lines.filter((line) => line.line === "model_response");
  const votes = lines.filter((line) => line.line === "judge_vote");
  const failed = failedCalls(lines);
  const isLost = failed.some(({ code }) => mayHaveCost(code));
  const input = sumOf(responses.map(({ usage }) => usage?.inputTokens ?? null));
  const output = sumOf(responses.map(({ usage }) => usage?.outputTokens ?? null));
  return {
    tokens: isLost || input === null || output === null ? null : { input, output },
    costUsd: isLost ? null : sumOf(responses.map(({ costUsd }) => costUsd)),
    judgeCostUsd: sumOf(votes.map(costOfVote)),
    turns: responses.length,
    toolCalls: lines.filter((line) => line.line === "tool_call").length,
    votes: votes.length,
    retries: countRetries(lines, failed),
  };
}

type Vote = Extract<TrialLine, { line: "judge_vote" }>;

/** Votes that nobody gave say with which code; they are written as `<code>: <message>`. */
function costOfVote({ costUsd, unasked, problem }: Vote): number | null {
  if (!unasked) return costUsd;
  return mayHaveCost((problem ?? "").split(":", 1)[0] ?? "") ? null : 0;
}

type Failed = Extract<TrialLine, { line: "error" }>;

/** Calls of the model that failed for good: errors that a time was taken of. */
function failedCalls(lines: readonly TrialLine[]): readonly Failed[] {
  const timed = new Set(lines.flatMap((line) => (line.line === "clock" ? [line.of] : [])));
  return lines.filter((line) => line.line === "error").filter(({ i }) => timed.has(i));
}

function countRetries(lines: readonly TrialLine[], failed: readonly Failed[]): number {
  const tries = lines.reduce((sum, line) => sum + (line.line === "clock" ? line.failedTries.length : 0), 0);
  // The last try of a call that failed for good was not repeated.
  const last = lines.filter(
    (line) => line.line === "clock" && line.failedTries.length > 0 && failed.some(({ i }) => i === line.of),
  );
  return tries - last.length;
}

function sumOf(parts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return sum;
}

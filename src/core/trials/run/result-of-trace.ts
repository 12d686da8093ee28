import type { AssertionResult } from "../assert/assertion.ts";
import type { TrialLine } from "../record/trial-lines.ts";
import type { WholeTrialTrace } from "../record/trial-trace.ts";
import type { TrialResult } from "../verdict/scenario-report.ts";
import { sumTrial } from "./trial-sums.ts";

/**
 * A trial's result by its trace: what its lines and footer say, as when it ran. What metadata_only leaves out is missing here
 * too. Source: SPEC.md RN9.
 */
export function resultOfTrace({ header, lines, footer }: WholeTrialTrace): TrialResult {
  const { turns, retries } = sumTrial(lines);
  return {
    traceId: header.traceId,
    trialIndex: header.trialIndex,
    status: footer.outcome,
    score: footer.score,
    finishReason: footer.finishReason,
    assertions: lines.flatMap(assertionOf),
    costUsd: footer.cost,
    judgeCostUsd: footer.judgeCost,
    tokens: footer.tokens,
    latencyMs: footer.latencyMs,
    turns,
    retries,
    error: footer.outcome === "infra_error" ? errorOf(lines) : null,
    digest: footer.digest,
  };
}

function assertionOf(line: TrialLine): readonly AssertionResult[] {
  if (line.line !== "assertion") return [];
  const { i: _i, line: _line, ...result } = line;
  return [result];
}

/** Why nobody knows how a trial went: the model, a judge or a function of the author's did not answer, or it was stopped. */
export function errorOf(lines: readonly TrialLine[]): string {
  const errors = lines.filter((line) => line.line === "error");
  const fault = errors.findLast(({ ours }) => !ours);
  if (fault !== undefined) return `${fault.message} [${fault.code}]`;
  const vote = lines.filter((line) => line.line === "judge_vote").find(({ unasked }) => unasked);
  if (vote !== undefined) return `a judge could not be asked: ${vote.problem ?? "no reason is known"}`;
  const open = lines
    .filter((line) => line.line === "assertion")
    .find(({ type, outcome }) => type === "custom" && outcome === "unknown");
  if (open !== undefined) return `\`${open.name}\` could not be judged: ${open.why}`;
  return errors.at(-1)?.message ?? "it is not known how it went";
}

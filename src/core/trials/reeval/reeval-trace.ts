import type { AssertionResult } from "../assert/assertion.ts";
import type { CustomFunctions } from "../assert/check-custom.ts";
import { factsOf } from "../assert/facts-of.ts";
import { reuseVotes } from "../judge/ask-votes.ts";
import { judgeAssertions } from "../judge/judge-assertions.ts";
import type { JudgeVote, VoteSource } from "../judge/judge-question.ts";
import type { Redactor } from "../privacy/redactor.ts";
import type { TrialFinish } from "../record/trial-lines.ts";
import type { TrialTrace } from "../record/trial-trace.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { TrialPolicy } from "../settings.ts";
import { scoreTrial, type TrialScore } from "../verdict/score-trial.ts";

/** What a recorded trial is judged by anew. */
export interface Rejudging {
  readonly scenario: Scenario;
  readonly policy: Pick<TrialPolicy, "judge">;
  readonly redactor: Redactor;
  /** Votes of earlier assessments, oldest first. */
  readonly earlier: readonly JudgeVote[];
  /** Asks judges for what nobody recorded. */
  readonly ask: VoteSource;
  readonly custom: CustomFunctions;
}

/** A recorded trial, judged anew. */
export interface RejudgedTrial extends TrialScore {
  readonly assertions: readonly AssertionResult[];
  /** Votes that were asked for. */
  readonly votes: readonly JudgeVote[];
  /** How many were found recorded. */
  readonly reused: number;
}

/**
 * Judges a recorded trial anew by what its trace holds. Votes that it or an earlier assessment holds are used again where the
 * question is the same; only the others are asked for.
 *
 * Source: contracts, section 8.2; SPEC.md RE1 to RE4.
 */
export async function reevalTrace(trace: TrialTrace, rejudging: Rejudging): Promise<RejudgedTrial> {
  const { scenario, policy, redactor, earlier, ask, custom } = rejudging;
  const end = endOf(trace);
  const facts = factsOf({ ...trace, footer: end === "error" ? null : trace.footer });
  const votes: JudgeVote[] = [];
  let given = 0;
  const known = reuseVotes([...trace.lines.flatMap((line) => (line.line === "judge_vote" ? [line] : [])), ...earlier], ask);
  const assertions = await judgeAssertions(scenario.assertions, facts, {
    // What is recorded holds no secret any more.
    shown: facts,
    scenario,
    policy,
    redactor,
    votes: {
      vote: async (question, vote) => {
        given += 1;
        return await known.vote(question, vote);
      },
    },
    custom,
    recordVote: (vote) => void votes.push(vote),
  });
  const score = scoreTrial(assertions, { threshold: scenario.threshold, end });
  return { ...score, assertions, votes, reused: given - votes.length };
}

/** Lines of what stopped a conversation from outside: it says as little as a provider that does not answer. */
const OUTSIDE: ReadonlySet<string> = new Set(["run_budget", "interrupted"]);

/** How a recorded conversation ended; `error` for one whose end nobody knows. */
function endOf({ lines, footer }: TrialTrace): TrialFinish {
  const isStopped = lines.some((line) => line.line === "error" && OUTSIDE.has(line.code));
  return footer === null || isStopped || footer.finishReason === "interrupted" ? "error" : footer.finishReason;
}

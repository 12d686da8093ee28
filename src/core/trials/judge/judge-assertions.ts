import type { Assertion, AssertionResult } from "../assert/assertion.ts";
import { checkAssertion } from "../assert/check-assertion.ts";
import { checkCustom, type CustomFunctions } from "../assert/check-custom.ts";
import { needsOf } from "../assert/needs-of.ts";
import { resultOf, skipWithout } from "../assert/results.ts";
import type { TrialFacts } from "../assert/trial-facts.ts";
import { askJudge, type JudgeContext } from "./ask-judge.ts";
import { decideJudge } from "./decide-judge.ts";
import type { GivenVote, JudgedAssertion, JudgeVote, VoteSource } from "./judge-question.ts";

/** What the assertions of a trial are judged with. */
export interface JudgingOptions extends JudgeContext {
  /**
   * What may be told of the trial: the facts of its lines with secrets taken out (`shownFacts`); of a recorded trace the very
   * facts that it is judged by.
   */
  readonly shown: TrialFacts;
  readonly votes: VoteSource;
  /** Functions of custom assertions by `ref`. */
  readonly custom: CustomFunctions;
  /** Takes the votes that were asked for, in the order of assertions and votes, before the results are returned. */
  recordVote(vote: JudgeVote): void;
}

/**
 * Judges a trial by its assertions. All votes of all judges are asked for at once.
 *
 * @returns one result per assertion, in their order. It never rejects but for bugs.
 */
export async function judgeAssertions(
  assertions: readonly Assertion[],
  facts: TrialFacts,
  options: JudgingOptions,
): Promise<readonly AssertionResult[]> {
  const judged = await Promise.all(assertions.map(async (assertion) => await judgeOne(assertion, facts, options)));
  for (const { vote, isRecorded } of judged.flatMap(({ votes }) => votes)) if (!isRecorded) options.recordVote(vote);
  return judged.map(({ result }) => result);
}

interface Judged {
  readonly result: AssertionResult;
  readonly votes: readonly GivenVote[];
}

async function judgeOne(assertion: Assertion, facts: TrialFacts, options: JudgingOptions): Promise<Judged> {
  if (assertion.type === "judge") return await judgeByVotes(assertion, options);
  const { custom: functions, redactor, shown } = options;
  if (assertion.type === "custom") return { result: await checkCustom(assertion, facts, { functions, redactor }), votes: [] };
  const result = checkAssertion(assertion, facts);
  return { result: shown === facts ? result : { ...result, why: tellable(result, checkAssertion(assertion, shown)) }, votes: [] };
}

/** The sentence of the trial without its secrets: shortened texts may hold half of one, which nobody would recognise later. */
function tellable({ outcome }: AssertionResult, shown: AssertionResult): string {
  return outcome === shown.outcome ? shown.why : "a text decided that is not written because it looks like a secret";
}

async function judgeByVotes(assertion: JudgedAssertion, options: JudgingOptions): Promise<Judged> {
  const skip = skipWithout(needsOf(assertion), options.shown);
  if (skip !== null) return { result: resultOf(assertion, skip), votes: [] };
  const question = askJudge(assertion, options);
  const numbers = Array.from({ length: assertion.k }, (_, vote) => vote);
  const votes = await Promise.all(numbers.map(async (vote) => await options.votes.vote(question, vote)));
  return {
    result: resultOf(
      assertion,
      decideJudge(
        assertion,
        votes.map(({ vote }) => vote),
      ),
    ),
    votes,
  };
}

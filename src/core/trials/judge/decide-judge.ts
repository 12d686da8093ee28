import { type Outcome } from "../assert/results.ts";
import { reaches } from "../verdict/reaches.ts";
import type { JudgedAssertion, JudgeVote } from "./judge-question.ts";

/**
 * What an assertion's votes come to. It passes where at least `quorum` votes reach the threshold and the weighted score of
 * the criteria's medians does. Votes that cannot be read count against it, in the score as well, so that nobody passes by
 * confusing a judge; those that nobody could be asked for leave it `unknown` where they could still decide.
 *
 * @param votes  All k of them.
 * Source: SPEC.md JU8 to JU11.
 */
export function decideJudge(assertion: JudgedAssertion, votes: readonly JudgeVote[]): Outcome {
  const unasked = votes.filter((vote) => vote.unasked);
  const against = flat(assertion, assertion.not ? 1 : 0);
  const given = votes
    .filter((vote) => !vote.unasked)
    .map(({ scores }) => ({ marks: scores === null ? against : scoresByName(scores), isRead: scores !== null }));
  // Whatever the missing votes would have said lies between none and full marks, and more never makes a pass a failure.
  const [worst, best] = [0, 1].map((score) =>
    count(assertion, [...given, ...unasked.map(() => ({ marks: flat(assertion, score), isRead: true }))]),
  );
  const counted = count(assertion, given);
  const why = describe(assertion, { counted, votes, unasked });
  if (worst?.passes !== best?.passes) return { outcome: "unknown", score: null, why, missing: [] };
  const passes = best?.passes === true;
  const score = assertion.not ? 1 - counted.score : counted.score;
  return { outcome: passes === assertion.not ? "fail" : "pass", score, why, missing: [] };
}

type Scores = ReadonlyMap<string, number>;

function scoresByName(scores: NonNullable<JudgeVote["scores"]>): Scores {
  return new Map(scores.map(({ name, score }) => [name, score]));
}

function flat({ criteria }: JudgedAssertion, score: number): Scores {
  return new Map(criteria.map(({ name }) => [name, score]));
}

interface GivenMarks {
  readonly marks: Scores;
  /** One that cannot be read reaches no threshold, not even 0, unless reaching it is what speaks against. */
  readonly isRead: boolean;
}

interface Count {
  /** Votes that reach the threshold. */
  readonly reaching: number;
  readonly medians: Scores;
  readonly score: number;
  readonly passes: boolean;
}

function count(assertion: JudgedAssertion, given: readonly GivenMarks[]): Count {
  const { criteria, threshold, quorum, not } = assertion;
  const reaching = given.filter(({ marks, isRead }) => (isRead || not) && reaches(weigh(assertion, marks), threshold)).length;
  const medians = new Map(criteria.map(({ name }) => [name, median(given.map(({ marks }) => marks.get(name) ?? 0))]));
  const score = weigh(assertion, medians);
  return { reaching, medians, score, passes: reaching >= quorum && reaches(score, threshold) };
}

function weigh({ criteria }: JudgedAssertion, scores: Scores): number {
  const weight = criteria.reduce((sum, each) => sum + each.weight, 0);
  return criteria.reduce((sum, each) => sum + (scores.get(each.name) ?? 0) * each.weight, 0) / weight;
}

/** The middle one, the mean of the two in the middle of an even number; 0 of none. */
function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}

interface Counted {
  readonly counted: Count;
  readonly votes: readonly JudgeVote[];
  readonly unasked: readonly JudgeVote[];
}

function describe({ quorum, threshold, criteria }: JudgedAssertion, { counted, votes, unasked }: Counted): string {
  const unread = votes.filter(({ scores, unasked }) => scores === null && !unasked);
  const medians = criteria.map(({ name }) => `${name} ${show(counted.medians.get(name) ?? 0)}`).join(", ");
  const isGiven = unread.length + unasked.length < votes.length;
  return [
    `${counted.reaching} of ${votes.length} votes reach ${threshold}, ${quorum} are needed`,
    isGiven ? `medians: ${medians}, together ${show(counted.score)}` : "no vote has scores",
    ...unread
      .slice(0, 1)
      .map(
        ({ vote, problem }) =>
          `${countWords(unread.length)} could not be read, vote ${vote} because ${problem ?? "it is damaged"}`,
      ),
    ...unasked
      .slice(0, 1)
      .map(({ problem }) => `for ${countWords(unasked.length)} nobody answered${problem === null ? "" : `: ${problem}`}`),
  ].join("; ");
}

function countWords(count: number): string {
  return count === 1 ? "1 vote" : `${count} votes`;
}

function show(score: number): string {
  return String(Number(score.toFixed(3)));
}

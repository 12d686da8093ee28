import type { Digest } from "../../canonical/digest.ts";
import type { AssertionWeights, JudgeAssertion } from "../assert/assertion.ts";
import type { ModelRequest } from "../conversation/model.ts";
import type { TrialEntry } from "../record/trial-lines.ts";
import type { AdapterName, Scenario } from "../scenario/scenario.ts";

/** An assertion that a model judges. */
export type JudgedAssertion = AssertionWeights & JudgeAssertion;

/** One vote, as it stands in traces and assessments. */
export type JudgeVote = Extract<TrialEntry, { line: "judge_vote" }>;

/** What judges are told of the scenario (the seed's `_scenario`), and whom they stand in for where they name nobody. */
export type JudgedScenario = Pick<Scenario, "description" | "adapter" | "model" | "systemPrompt" | "turns" | "tools">;

/** What one assertion asks its judge; each of its votes is one answer to it. */
export interface JudgeQuestion {
  readonly assertion: JudgedAssertion;
  readonly adapter: AdapterName;
  readonly request: ModelRequest;
  /** Digest of adapter, script and request: an equal one is the same question. */
  readonly promptHash: Digest;
}

/** Where votes come from: a model that is asked, or a recording. */
export interface VoteSource {
  /** @param vote  From 0. It never rejects but for bugs: where nobody could be asked, the vote is `unasked`. */
  vote(question: JudgeQuestion, vote: number): Promise<GivenVote>;
}

/** A vote, and whether it stood in a recording. */
export interface GivenVote {
  readonly vote: JudgeVote;
  readonly isRecorded: boolean;
}

import { describe, expect, test } from "vitest";
import { asks, assertion, calls, facts, linesOf, says } from "../assert/facts.fixture.ts";
import { CAPABILITIES } from "../assert/assertion.ts";
import type { TrialEntry } from "../record/trial-lines.ts";
import { askVotes } from "./ask-votes.ts";
import { judgeAssertions } from "./judge-assertions.ts";
import { judged, judgeSaying, POLICY, REDACTOR, reply, SCENARIO, vote } from "./judge.fixture.ts";
import type { JudgeVote, VoteSource } from "./judge-question.ts";
import { shownFacts } from "./shown-facts.ts";

const FULL = {
  scores: [
    { name: "kind", reasoning: "r", score: 1 },
    { name: "brief", reasoning: "r", score: 1 },
  ],
};

async function judgeAll(asked: Parameters<typeof judgeAssertions>[0], entries: readonly TrialEntry[], votes?: VoteSource) {
  const judge = judgeSaying(reply({ text: JSON.stringify(FULL) }));
  const trial = {
    header: { capabilities: CAPABILITIES, snapshot: null },
    lines: linesOf(...entries),
    footer: { finishReason: "stop", latencyMs: 1 },
  } as const;
  const seen = facts(entries);
  const recorded: JudgeVote[] = [];
  const results = await judgeAssertions(asked, seen, {
    shown: shownFacts(trial, seen, REDACTOR),
    scenario: SCENARIO,
    policy: POLICY,
    redactor: REDACTOR,
    votes: votes ?? askVotes({ trialIndex: 0, complete: judge.complete, price: () => 0 }),
    custom: new Map(),
    recordVote: (given) => void recorded.push(given),
  });
  return { results, recorded, asked: judge.asked };
}

describe("the assertions of a trial", () => {
  test("[JU13] are judged in their order, all judges at once", async () => {
    const waiting: (() => void)[] = [];
    const votes: VoteSource = {
      vote: async ({ assertion: { name } }, number) => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return { vote: { ...vote([1, 1], number), assertion: name }, isRecorded: name === "b" && number === 0 };
      },
    };
    const judging = judgeAll(
      [judged({ name: "a", k: 2 }), assertion({ type: "turns_limit", max: 3 }), judged({ name: "b", k: 2 })],
      [says("x")],
      votes,
    );
    await Promise.resolve();
    expect(waiting).toHaveLength(4);
    for (const resolve of waiting.toReversed()) resolve();
    const { results, recorded } = await judging;
    expect(results.map(({ type, outcome }) => `${type} ${outcome}`)).toEqual(["judge pass", "turns_limit pass", "judge pass"]);
    expect(recorded.map(({ assertion: name, vote: number }) => `${name}${number}`)).toEqual(["a0", "a1", "b1"]);
  });

  test("[JU14] a judge sees no secret, no sentence holds one, and yet the truth decides", async () => {
    const entries = [asks("hi"), ...calls("login", { word: "hunter2" }), says("It is hunter2 now")];
    const { results, asked } = await judgeAll(
      [
        judged({ k: 1, quorum: 1 }),
        assertion({ type: "output_contains", value: "hunter2", ignoreCase: false }, { not: true }),
        assertion({ type: "equals", value: "x" }),
        assertion({ type: "tool_args", tool: "login", mode: "subset", which: "any", value: { word: "x" } }),
      ],
      entries,
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(["pass", "fail", "fail", "fail"]);
    expect(JSON.stringify([results.map(({ why }) => why), asked])).not.toContain("hunter2");
    expect(results[2]?.why).toBe("the last answer is `It is *** now`, not `x`");
  });

  test("[JU1] judges do not judge what was cut off", async () => {
    const cut = facts([says("x")], { footer: null });
    const options = {
      shown: cut,
      scenario: SCENARIO,
      policy: POLICY,
      redactor: REDACTOR,
      custom: new Map(),
      recordVote: () => undefined,
    };
    const votes: VoteSource = { vote: async () => await Promise.reject(new Error("asked")) };
    const [result] = await judgeAssertions([judged()], cut, { ...options, votes });
    expect(result).toMatchObject({ outcome: "skipped", missing: ["complete"] });
  });
});

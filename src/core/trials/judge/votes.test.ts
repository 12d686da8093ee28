import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askVotes, reuseVotes } from "./ask-votes.ts";
import { askJudge } from "./ask-judge.ts";
import { decideJudge } from "./decide-judge.ts";
import { CONTEXT, judged, judgeSaying, reply, vote } from "./judge.fixture.ts";
import type { JudgeVote } from "./judge-question.ts";
import { readVote } from "./read-vote.ts";

const GOOD = {
  scores: [
    { name: "kind", reasoning: "r", score: 0.9 },
    { name: "brief", reasoning: "r", score: 1 },
  ],
};

function calling(...args: readonly unknown[]) {
  return reply({
    toolCalls: args.map((each, id) => ({ id: `${id}`, name: "score_criteria", arguments: each as never, invalid: null })),
  });
}

describe("a vote is read", () => {
  test.each([
    ["from its call", calling(GOOD)],
    ["from its text", reply({ text: JSON.stringify(GOOD) })],
    ["from its text with words around", reply({ text: `Here:\n\`\`\`json\n${JSON.stringify(GOOD)}\n\`\`\`\nBye` })],
    ["in the seed's form", calling({ kind: { score: 0.9, reasoning: "r" }, brief: { reasoning: "r", score: 1 } })],
    ["with more than it was asked", calling({ ...GOOD, verdict: "fail", scores: [...GOOD.scores, { name: "loud", score: 3 }] })],
  ])("[JU5] %s", (_how, said) => {
    expect(readVote(said, judged())).toMatchObject({
      scores: [
        { name: "kind", score: 0.9 },
        { name: "brief", score: 1 },
      ],
    });
  });

  test.each([
    ["nothing", reply(), "it gave no scores"],
    ["words", reply({ text: "Very kind { indeed }, secret" }), "it gave no scores"],
    ["half", calling({ scores: GOOD.scores.slice(1) }), "it gave no score for `kind`"],
    ["twice", calling({ scores: [...GOOD.scores, ...GOOD.scores] }), "it gave 2 scores for `kind`"],
    ["two calls", calling(GOOD, GOOD), "it gave its scores several times"],
    ["a text for a score", calling({ kind: { score: "0.9" }, brief: 1 }), "its score for `kind` is no number from 0 to 1"],
    ["too much", calling({ kind: 1.1, brief: 1 }), "its score for `kind` is no number from 0 to 1"],
    ["a pass alone", calling({ pass: true }), "it gave no score for `kind`"],
    ["a name from the prototype", calling({ constructor: 1 }), "it gave no score for `kind`"],
    [
      "no JSON",
      reply({ toolCalls: [{ id: "1", name: "score_criteria", arguments: null, invalid: "{secret" }] }),
      "its scores are no JSON",
    ],
  ])("[JU6][JU7] %s cannot be", (_what, said, problem) => {
    expect(readVote(said, judged())).toEqual({ problem });
  });
});

const decide = (votes: readonly JudgeVote[], more: Parameters<typeof judged>[0] = {}) =>
  decideJudge(judged({ k: votes.length, ...more }), votes);

describe("votes decide", () => {
  test("[JU8] by a quorum and by the medians of the criteria", () => {
    expect(decide([vote([1, 0.8]), vote([0.6, 0.8]), vote([0, 0])])).toMatchObject({
      outcome: "pass",
      score: expect.closeTo(0.75) as number,
    });
    // Two of three votes reach it, and yet the middle of each criterion does not.
    const split = [vote([1, 0.6]), vote([0, 1]), vote([0, 0.6])];
    expect(decide(split, { quorum: 1, threshold: 0.7 })).toMatchObject({
      outcome: "fail",
      score: expect.closeTo(0.45) as number,
    });
    expect(decide([vote([1, 1]), vote([0, 0.1]), vote([1, 1])], { quorum: 3 })).toMatchObject({ outcome: "fail", score: 1 });
    expect(decide([vote([0.7, 0.7]), vote([0.7, 0.7])]).outcome).toBe("pass");
    expect(decide([vote([1, 1]), vote([0.5, 0.5])], { quorum: 1 })).toMatchObject({ score: 0.75 });
  });

  test("[JU9] one vote of three that can be read is not a majority", () => {
    const result = decide([vote([1, 1]), vote("unread", 1), vote("unread", 2)]);
    expect(result).toMatchObject({ outcome: "fail", score: 0 });
    expect(result.why).toBe(
      "1 of 3 votes reach 0.7, 2 are needed; medians: kind 0, brief 0, together 0; 2 votes could not be read, vote 1 because it gave no scores",
    );
    expect(decide([vote("unread"), vote("unread")])).toMatchObject({ outcome: "fail", score: 0 });
    expect(decide([vote("unread")], { threshold: 0, quorum: 1 }).outcome).toBe("fail");
    expect(decide([vote([1, 1]), vote("unread"), vote([1, 1])])).toMatchObject({ outcome: "pass", score: 1 });
  });

  test("[JU10] who could not be asked leaves it open, unless the others have decided", () => {
    expect(decide([vote([1, 1]), vote("unasked"), vote([0, 0])])).toMatchObject({ outcome: "unknown", score: null });
    expect(decide([vote([0, 0]), vote("unasked"), vote([0, 0])]).outcome).toBe("fail");
    expect(decide([vote([1, 1]), vote([1, 1]), vote([1, 1]), vote([1, 1]), vote("unasked")], { quorum: 3 }).outcome).toBe("pass");
    expect(decide([vote("unasked"), vote("unasked")]).why).toContain("for 2 votes nobody answered: PROVIDER_BUSY");
  });

  test("[JU10] it is open exactly where some answer would turn it", () => {
    const known = fc.oneof(
      fc.tuple(fc.constantFrom(0, 0.5, 0.7, 1), fc.constantFrom(0, 0.6, 0.8, 1)),
      fc.constant("unread" as const),
    );
    const answers: readonly Parameters<typeof vote>[0][] = [0, 0.4, 0.7, 0.8, 1].flatMap((a) =>
      [0, 0.7, 1].map((b) => [a, b] as const),
    );
    fc.assert(
      fc.property(fc.array(known, { maxLength: 4 }), fc.integer({ min: 1, max: 5 }), (given, quorum) => {
        const votes = given.map((said) => vote(said));
        const outcome = decide([...votes, vote("unasked")], { quorum }).outcome;
        const turned = new Set([...answers, "unread" as const].map((said) => decide([...votes, vote(said)], { quorum }).outcome));
        expect(outcome).toBe(turned.size > 1 ? "unknown" : [...turned][0]);
      }),
      { numRuns: 200, seed: 6 },
    );
  });

  test("[JU11] `not` turns what is known", () => {
    expect(decide([vote([1, 1])], { not: true, quorum: 1 })).toMatchObject({ outcome: "fail", score: 0 });
    expect(decide([vote([0, 0])], { not: true, quorum: 1 })).toMatchObject({ outcome: "pass", score: 1 });
    expect(decide([vote("unread")], { not: true, quorum: 1 })).toMatchObject({ outcome: "fail", score: 0 });
    expect(decide([vote("unasked")], { not: true, quorum: 1 })).toMatchObject({ outcome: "unknown", score: null });
  });
});

describe("votes are asked for", () => {
  const question = askJudge(judged(), CONTEXT);

  test("[JU10] and a failure is a vote that nobody gave, with its cost unknown to nobody", async () => {
    const failure = {
      kind: "failure",
      code: "PROVIDER_BUSY",
      message: "later",
      failedTries: [],
      wire: null,
      latencyMs: 1,
    } as const;
    const source = askVotes({ trialIndex: 4, complete: async () => await Promise.resolve(failure), price: () => 1 });
    expect((await source.vote(question, 2)).vote).toMatchObject({
      vote: 2,
      unasked: true,
      scores: null,
      problem: "PROVIDER_BUSY: later",
      costUsd: null,
    });
  });

  test("[JU4] with the question's hash, the judge's name and what it cost", async () => {
    const usage = { inputTokens: 1, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
    const source = askVotes({
      trialIndex: 0,
      complete: async () => await Promise.resolve({ ...calling(GOOD), usage }),
      price: () => 0.5,
    });
    const { vote: given, isRecorded } = await source.vote(question, 0);
    expect(given).toMatchObject({ promptHash: question.promptHash, judge: "openai-chat/agent", costUsd: 0.5, problem: null });
    expect(given.raw).toContain('"score":0.9');
    expect(isRecorded).toBe(false);
  });

  test("[JU12] but not again where the question is the same", async () => {
    const judge = judgeSaying(calling(GOOD));
    const ask = askVotes({ trialIndex: 0, complete: judge.complete, price: () => 0 });
    const recorded = (said: Parameters<typeof vote>[0], number: number, name = "judge"): JudgeVote => ({
      ...vote(said, number),
      assertion: name,
      promptHash: question.promptHash,
    });
    const other = { ...vote([0, 0], 1), promptHash: "sha256:other" };
    const source = reuseVotes(
      [
        other,
        recorded([0.1, 0.1], 0, "twin"),
        recorded([0.2, 0.2], 0),
        recorded([0.3, 0.3], 0),
        recorded("unread", 3),
        recorded("unasked", 2),
      ],
      ask,
    );
    const scoreOf = async (number: number) => (await source.vote(question, number)).vote.scores?.[0]?.score;
    expect([await scoreOf(0), await scoreOf(1), await scoreOf(2), await scoreOf(3)]).toEqual([0.2, 0.9, 0.9, undefined]);
    expect(judge.asked).toHaveLength(2);
    const renamed = await source.vote({ ...question, assertion: judged({ name: "renamed" }) }, 0);
    expect(renamed).toMatchObject({ isRecorded: true, vote: { assertion: "renamed", scores: [{ score: 0.1 }, {}] } });
  });
});

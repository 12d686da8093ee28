import { describe, expect, test } from "vitest";
import { CAPABILITIES } from "../assert/assertion.ts";
import { asks, assertion, calls, linesOf, says } from "../assert/facts.fixture.ts";
import { askVotes } from "../judge/ask-votes.ts";
import { judged, judgeSaying, POLICY, REDACTOR, reply } from "../judge/judge.fixture.ts";
import { capabilitiesOf } from "../record/capabilities-of.ts";
import type { TrialEntry, TrialFooter, TrialHeader } from "../record/trial-lines.ts";
import type { TrialTrace } from "../record/trial-trace.ts";
import { readScenario } from "../scenario/read-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { snapshotOf } from "../scenario/snapshot.ts";
import { findDrift } from "./find-drift.ts";
import { findMissingEvidence } from "./find-missing.ts";
import { reevalTrace, type Rejudging } from "./reeval-trace.ts";
import { type Rejudged, type SummaryOptions, summariseReeval } from "./summarise.ts";

function scenario(more: object = {}): Scenario {
  const written = {
    adapter: "scripted",
    prompt: "hi",
    script: [{ text: "x" }],
    assertions: [{ type: "turns_limit", max: 1 }],
    ...more,
  };
  const reading = readScenario({ file: "hi.scenario.yaml", text: JSON.stringify(written) });
  if (reading.kind === "invalid") throw new Error(JSON.stringify(reading.problems));
  return reading.scenario;
}

function traceOf(
  entries: readonly TrialEntry[],
  more: Partial<TrialFooter> | null = {},
  header: Partial<TrialHeader> = {},
): TrialTrace {
  const { hashes } = scenario();
  const sums = {
    tokens: null,
    cost: null,
    judgeCost: null,
    latencyMs: 5,
    score: 1,
    counts: { turns: 1, toolCalls: 0, votes: 0 },
  };
  return {
    header: {
      format: "touchstone.trace/1",
      kind: "trial",
      traceId: "t",
      runId: "r",
      trialIndex: 0,
      scenario: "hi",
      hashes: { ...hashes, environment: "sha256:e" },
      recordingMode: "full",
      capabilities: CAPABILITIES,
      snapshot: snapshotOf(scenario()),
      ...header,
    },
    environment: {},
    lines: linesOf(...entries),
    footer: more === null ? null : { outcome: "passed", finishReason: "stop", digest: "sha256:d", ...sums, ...more },
  };
}

const FULL = {
  scores: [
    { name: "kind", reasoning: "r", score: 1 },
    { name: "brief", reasoning: "r", score: 1 },
  ],
};

function rejudging(assertions: Scenario["assertions"], more: Partial<Rejudging> = {}): Rejudging & { asked: readonly unknown[] } {
  const { asked, complete } = judgeSaying(reply({ text: JSON.stringify(FULL) }));
  const ask = askVotes({ trialIndex: 0, complete, price: () => 0.5 });
  return {
    scenario: { ...scenario(), assertions },
    policy: POLICY,
    redactor: REDACTOR,
    earlier: [],
    ask,
    custom: new Map(),
    asked,
    ...more,
  };
}

describe("a recorded trial is judged again", () => {
  test("[RE2] with the votes of the trace and of earlier assessments; what is new is asked", async () => {
    const first = rejudging([judged()]);
    const { votes } = await reevalTrace(traceOf([asks("hi"), says("x")]), first);
    expect([votes.length, first.asked.length]).toEqual([3, 3]);
    const recorded = traceOf([asks("hi"), says("x"), ...votes.slice(0, 1)]);
    const again = rejudging([judged({ name: "renamed" })], { earlier: votes });
    expect(await reevalTrace(recorded, again)).toMatchObject({ status: "passed", votes: [], reused: 3 });
    const more = rejudging([judged({ k: 5 })], { earlier: votes });
    expect(await reevalTrace(recorded, more)).toMatchObject({ status: "passed", reused: 3, votes: [{ vote: 3 }, { vote: 4 }] });
    const other = rejudging([judged({ customPrompt: "Be harsh" })], { earlier: votes });
    expect((await reevalTrace(recorded, other)).votes).toHaveLength(3);
    expect(again.asked).toHaveLength(0);
  });

  test.each([
    ["without its end", traceOf([asks("hi"), ...calls("refund")], null)],
    ["by an error", traceOf([asks("hi"), ...calls("refund")], { finishReason: "error" })],
    [
      "by the run's budget",
      traceOf([...calls("refund"), { line: "error", turn: 1, code: "run_budget", message: "", status: null, ours: true }], {
        finishReason: "budget",
      }),
    ],
  ])("[RE3] one that was cut off %s does not pass, and what it showed for good fails it", async (_how, cut) => {
    const called = assertion({ type: "tool_called", tool: "refund" });
    expect(await reevalTrace(cut, rejudging([called]))).toMatchObject({
      status: "infra_error",
      score: null,
      assertions: [{ outcome: "pass" }],
    });
    const forbidden = { ...called, not: true, required: true };
    expect((await reevalTrace(cut, rejudging([forbidden]))).status).toBe("hard_fail");
  });

  test("[RE3] one that its own budget ended has failed", async () => {
    const ended = traceOf([asks("hi"), says("x")], { finishReason: "budget" });
    expect(await reevalTrace(ended, rejudging([assertion({ type: "turns_limit", max: 3 })]))).toMatchObject({
      status: "failed",
      score: 0,
    });
  });

  test("[RE4] what is required and was not recorded does not pass", async () => {
    const bare = traceOf(
      [asks("hi"), says(null)],
      {},
      { recordingMode: "metadata_only", capabilities: capabilitiesOf("metadata_only") },
    );
    const required = assertion({ type: "output_contains", value: "x", ignoreCase: false }, { required: true });
    const trial = await reevalTrace(bare, rejudging([required, assertion({ type: "turns_limit", max: 3 }, { weight: 99 })]));
    expect(trial).toMatchObject({ status: "hard_fail", assertions: [{ outcome: "skipped" }, { outcome: "pass" }] });
  });
});

describe("what a recording can decide", () => {
  test("[RE5] is told by what assertions look at, and how a trace ended is no part of it", () => {
    const header = { capabilities: capabilitiesOf("metadata_only").filter((each) => each !== "complete") };
    const asked = [
      assertion({ type: "tool_called", tool: "x" }),
      assertion({ type: "jmespath", expression: "tool_calls[].name", operator: "contains", value: "x" }),
      assertion({ type: "tool_args", tool: "x", mode: "exact", value: 1, which: "any" }, { name: "args" }),
      judged({ name: "judged" }),
    ];
    const missing = findMissingEvidence(asked, header);
    expect(missing.map((each) => [each.assertion.name, each.missing])).toEqual([
      ["args", ["tool_args"]],
      ["judged", ["content", "tool_args", "tool_results"]],
    ]);
    expect(findMissingEvidence(asked, { capabilities: CAPABILITIES })).toEqual([]);
  });
});

describe("drift", () => {
  const { header } = traceOf([]);

  test("[RE6] is what makes trials go otherwise, not what they are judged by", () => {
    expect(
      findDrift(
        scenario({ assertions: [{ type: "turns_limit", max: 9 }], threshold: 0.1, description: "new" }),
        header,
        REDACTOR,
      ),
    ).toBeNull();
    expect(findDrift(scenario({ prompt: "hello", maxTurns: 3 }), header, REDACTOR)).toEqual({ fields: ["maxTurns", "turns"] });
    expect(findDrift(scenario({ systemPrompt: "hunter2" }), header, REDACTOR)).toEqual({ fields: ["systemPrompt"] });
    expect(findDrift(scenario({ prompt: "hello" }), { ...header, snapshot: null }, REDACTOR)).toEqual({ fields: [] });
  });

  test("[RE6] a secret that was taken out is no drift", () => {
    const secret = scenario({ systemPrompt: "hunter2", maxTurns: 3 });
    const recorded = { ...header, hashes: { ...header.hashes, ...secret.hashes }, snapshot: REDACTOR.json(snapshotOf(secret)) };
    expect(findDrift(secret, recorded, REDACTOR)).toBeNull();
    expect(findDrift(scenario({ systemPrompt: "hunter2" }), recorded, REDACTOR)).toEqual({ fields: ["maxTurns"] });
  });
});

describe("what it comes to", () => {
  async function rejudged(texts: readonly string[], more: object = {}): Promise<readonly Rejudged[]> {
    const by = scenario({ assertions: [{ type: "output_contains", value: "x" }], ...more });
    return await Promise.all(
      texts.map(async (text) => {
        const trace = text === "cut" ? traceOf([says("x")], null) : traceOf([says(text)]);
        return { trace, scenario: by, trial: await reevalTrace(trace, { ...rejudging([]), scenario: by }) };
      }),
    );
  }
  const RUN: SummaryOptions = { isRun: true, allowInfra: false, unreadable: 0, missing: 0 };

  test("[RE7] of a run is its gate's word, of a trace its own", async () => {
    const gate = { gate: { minRate: 0.6 } };
    expect(summariseReeval(await rejudged(["x", "x", "y"], gate), RUN)).toMatchObject({
      verdict: "pass",
      score: 2 / 3,
      used: 1,
      exitCode: 0,
    });
    expect(summariseReeval(await rejudged(["x", "y", "y"], gate), RUN)).toMatchObject({ verdict: "fail", exitCode: 1 });
    const one = { ...RUN, isRun: false };
    const least = { gate: { minLowerBound: 0.9 } };
    expect(summariseReeval(await rejudged(["x"], least), one)).toMatchObject({
      verdict: "pass",
      why: "score 1, at least 0.8 asked",
    });
    expect(summariseReeval(await rejudged(["y"]), one)).toMatchObject({ verdict: "fail", score: 0 });
    expect(summariseReeval(await rejudged(["cut"]), one)).toMatchObject({ verdict: "infra", score: null, exitCode: 3 });
  });

  test("[RE7] several scenarios are each judged, and the worst counts", async () => {
    const both = [...(await rejudged(["x"])), ...(await rejudged(["y"], { threshold: 0.5 }))];
    expect(summariseReeval(both, RUN)).toMatchObject({ verdict: "fail", exitCode: 1, score: 0.5 });
  });

  test("[RE8] with a trace that cannot be read nothing passes", async () => {
    const unreadable = { ...RUN, unreadable: 1 };
    expect(summariseReeval(await rejudged(["x"]), unreadable)).toMatchObject({ verdict: "infra", exitCode: 5 });
    expect(summariseReeval(await rejudged(["y"]), unreadable)).toMatchObject({ verdict: "fail", exitCode: 1 });
    expect(summariseReeval([], unreadable)).toMatchObject({ verdict: "infra", score: null, why: "1 trace could not be read" });
  });

  test("[RE8] a run that was stopped before all trials had run does not pass", async () => {
    const short = { ...RUN, missing: 2 };
    expect(summariseReeval(await rejudged(["x"]), short)).toMatchObject({ verdict: "infra", exitCode: 3 });
    expect(summariseReeval(await rejudged(["x"]), short).why).toContain("2 trials were not run");
    expect(summariseReeval(await rejudged(["y"]), short)).toMatchObject({ verdict: "fail", exitCode: 1 });
    expect(summariseReeval(await rejudged(["x"]), { ...short, allowInfra: true })).toMatchObject({
      verdict: "pass",
      exitCode: 0,
    });
  });

  test("[RE9] what was skipped is listed once, with how often", async () => {
    const { skipped, used } = summariseReeval(await rejudged(["cut", "cut", "x"]), RUN);
    expect(skipped).toEqual([
      { assertion: "output_contains", reason: "the trace does not hold how the conversation ended", required: false, traces: 2 },
    ]);
    expect(used).toBe(1);
  });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelAnswer } from "../conversation/model.ts";
import type { Json } from "../json.ts";
import { asks, caseOf, fails, hold, says, scenarioOf, toolOf } from "../loop/loop.fixture.ts";
import { aTrial } from "../loop/random-trial.fixture.ts";
import type { TrialLine } from "../record/trial-lines.ts";
import type { TrialTrace, WholeTrialTrace } from "../record/trial-trace.ts";
import { recordTrial, traceOf } from "../replay/replay.fixture.ts";
import { hashScenario } from "../scenario/hash-scenario.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { groupCauses } from "../../trace/cause.ts";
import { TRIAL_CAUSE_KINDS, type TrialCauseKind } from "./cause-kinds.ts";
import { diffTrials } from "./diff-trials.ts";
import { trialView } from "./trial-view.ts";

const scenario = scenarioOf({ turns: ["My sword broke.", "Thanks."], tools: [toolOf("find_order")], seed: 1 });
const answers: readonly ModelAnswer[] = [asks(["find_order", { id: "7781" }]), says("I refund it."), says("You are welcome.")];

const recorded = async (changes: Partial<Scenario> = {}, said = answers): Promise<WholeTrialTrace> => {
  const changed = { ...scenario, ...changes };
  return await recordTrial({ ...changed, hashes: hashScenario(changed) }, said);
};

const NO_RULES = { ignorePaths: [], redact: [] };

const compare = async (actual: TrialTrace | Promise<TrialTrace>) => diffTrials(await recorded(), await actual, NO_RULES);

/** The trace with its lines of one kind changed. */
const withLines = (trace: TrialTrace, kind: TrialLine["line"], change: object): TrialTrace => ({
  ...trace,
  lines: trace.lines.map((line) => (line.line === kind ? { ...line, ...change } : line)),
});

const header = async (change: object): Promise<TrialTrace> => {
  const trace = await recorded();
  return { ...trace, header: { ...trace.header, ...change } };
};

const usage = { inputTokens: 5, outputTokens: 1, cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 };
const closed = toolOf("find_order", { cases: [caseOf({ outcome: { kind: "error", message: "closed" } })] });
const [asked = says(null), ...afterwards] = answers;

/** For each kind of cause a trial that differs by it. */
const FIXTURES: Readonly<Record<TrialCauseKind, () => Promise<TrialTrace>>> = {
  scenario_changed: async () => await header({ scenario: "another" }),
  recording_changed: async () => await header({ recordingMode: "metadata_only" }),
  trial_changed: async () => await header({ trialIndex: 1 }),
  model_changed: async () => await recorded({ model: "another-model" }),
  prompt_changed: async () => await recorded({ systemPrompt: "You run an inn." }),
  tool_added: async () => await recorded({ tools: [...scenario.tools, toolOf("refund")] }),
  tool_removed: async () => await recorded({ tools: [] }),
  tool_changed: async () => await recorded({ tools: [{ ...toolOf("find_order"), description: "Looks up" }] }),
  mock_changed: async () => await recorded({ tools: [closed] }),
  script_changed: async () => await recorded({ script: [scriptTurn("Hello.")] }),
  settings_changed: async () => await recorded({ temperature: 1 }),
  notes_changed: async () => await recorded({ description: "Another description" }),
  execution_changed: async () => await header({ hashes: { ...(await recorded()).header.hashes, execution: "sha256:other" } }),
  evaluation_changed: async () => await recorded({ threshold: 0.5 }),
  environment_changed: async () => await header({ hashes: { ...(await recorded()).header.hashes, environment: "sha256:other" } }),
  user_changed: async () => await recorded({ turns: ["My sword broke.", "Thank you."] }),
  calls_changed: async () => await recorded({}, [asks(["find_order", { id: "7782" }]), ...afterwards]),
  answer_changed: async () => await recorded({}, [asked, says("I cannot refund it."), says("Sorry.")]),
  result_changed: async () => withLines(await recorded(), "tool_result", { value: { status: "lost" } }),
  error_changed: async () => withLines(await failed(), "error", { message: "another reason" }),
  step_added: async () => await recorded({ turns: [...scenario.turns, "Bye."] }, [...answers, says("Bye.")]),
  step_removed: async () => await recorded({ turns: ["My sword broke."] }, answers),
  usage_changed: async () => withLines(await recorded(), "model_response", { usage }),
  vote_changed: async () => withLines(await recorded(), "judge_vote", { problem: "it cannot be read" }),
  assertion_changed: async () => withLines(await recorded(), "assertion", { outcome: "fail", score: 0 }),
  outcome_changed: async () => ({ ...(await recorded()), footer: null }),
};

const failed = async (): Promise<TrialTrace> => await recorded({}, [...answers.slice(0, 2), fails("PROVIDER_BUSY")]);

const scriptTurn = (text: string) => ({
  text,
  toolCalls: [],
  usage: null,
  latencyMs: 0,
  error: null,
  when: null,
  trials: null,
  repeat: false,
  sometimes: null,
});

describe("causes", () => {
  test.each(TRIAL_CAUSE_KINDS)("[DT2] %s", async (kind) => {
    const against = kind === "error_changed" ? await failed() : await recorded();
    const { equal, causes } = diffTrials(against, await FIXTURES[kind](), NO_RULES);
    expect(equal).toBe(false);
    const found = causes.map((cause) => cause.kind);
    expect(found).toContain(kind);
    expect(found).toHaveLength(1);
  });

  test("[DT3] a change of the scenario explains the whole conversation, what the user says only what follows", async () => {
    const other = await compare(
      recorded({ systemPrompt: "You run an inn.", turns: ["A room?", "Thanks."] }, [says("Yes."), says("Good night.")]),
    );
    expect(other.causes).toMatchObject([{ kind: "prompt_changed", step: null }]);
    expect(other.causes[0]?.folded).toBeGreaterThan(2);
    const later = await compare(recorded({ turns: ["My sword broke.", "Bye."] }, [...answers.slice(0, 2), says("Farewell.")]));
    expect(later.causes).toMatchObject([{ kind: "user_changed", step: 4, folded: 1, key: "user_changed turn 3" }]);
    expect(later.firstDivergence).toEqual({ expected: 4, actual: 4 });
  });

  test("[DT4] the first answer that is another one explains the rest, and steps that only one has stand alone", async () => {
    const { causes, pairs } = await compare(recorded({}, [says("What is the order's number?"), says("Bye.")]));
    expect(causes).toMatchObject([
      {
        kind: "calls_changed",
        step: 1,
        detail: "find_order is called before, nothing now",
        message: "the answer in turn 1 calls otherwise",
      },
    ]);
    expect(pairs.filter(({ actual }) => actual === null)).toHaveLength(2);
  });

  test("[DT4] what went wrong stands in place of the answer that did not come", async () => {
    const { causes } = await compare(failed());
    expect(causes).toMatchObject([
      { kind: "error_changed", step: 5, actual: "PROVIDER_BUSY: no answer came", message: "the answer in turn 3 changed" },
    ]);
  });

  test("[DT5] other counts of tokens do not explain another answer", async () => {
    const counted = withLines(await recorded({}, [asked, says("No."), says("No!")]), "model_response", { usage });
    expect((await compare(counted)).causes.map(({ kind }) => kind)).toEqual(["usage_changed", "answer_changed"]);
  });

  test("[DT6] a vote explains the result of its assertion and the outcome; other rules explain all of them", async () => {
    const voted = withLines(await recorded(), "judge_vote", { scores: [{ name: "kind", score: 0.1, reasoning: null }] });
    const failing = withLines(voted, "assertion", { outcome: "fail", score: 0 });
    const footer = { ...(await recorded()).footer, outcome: "failed", score: 0 } as const;
    expect((await compare({ ...failing, footer })).causes).toMatchObject([{ kind: "vote_changed", folded: 2 }]);
    const stricter = { ...failing, header: (await recorded({ threshold: 1 })).header, footer };
    expect((await compare(stricter)).causes).toMatchObject([{ kind: "evaluation_changed", folded: 3 }]);
  });

  test("[DT7] the same change of several trials is one group", async () => {
    const changed = [recorded({ model: "other" }), recorded({ model: "other" }, [says("Hi."), says("Bye.")])];
    const diffs = await Promise.all(changed.map(async (one, at) => ({ name: `${at}`, causes: (await compare(one)).causes })));
    expect(groupCauses(diffs)).toMatchObject([{ kind: "model_changed", count: 2 }]);
  });
});

describe("any two trials", () => {
  const aTrace = aTrial.map((trial) => async (): Promise<WholeTrialTrace> => {
    const hashes = hashScenario(trial.scenario);
    const held = await hold({ ...trial.scenario, hashes }, trial.answers, { stopped: trial.stopped() });
    return traceOf({ ...trial.scenario, hashes }, held);
  });

  test("[DT1] there is a cause exactly where something that is told differs", async () => {
    await fc.assert(
      fc.asyncProperty(aTrace, aTrace, async (one, other) => {
        const [expected, actual] = [await one(), await other()];
        const { equal, causes } = diffTrials(expected, actual, NO_RULES);
        expect(equal).toBe(JSON.stringify(trialView(expected)) === JSON.stringify(trialView(actual)));
        expect(causes.every(({ message }) => message !== "")).toBe(true);
        expect(diffTrials(expected, expected, NO_RULES)).toMatchObject({ equal: true, causes: [], firstDivergence: null });
      }),
      { numRuns: 30 },
    );
  });

  test("[DT7] with any rules comparing does not throw, equal trials stay equal, and what is looked past is no cause", async () => {
    const path = fc.constantFrom(
      "steps",
      "steps[*]",
      "steps[*].kind",
      "steps[*].calls",
      "meta",
      "**.name",
      "scenario.tools",
      "*",
      "final.**",
      "votes[0]",
    );
    const how = fc.constantFrom("round" as const, "sort" as const, "alias" as const, "drop" as const);
    const rules = fc.record({
      ignorePaths: fc.array(path, { maxLength: 2 }),
      redact: fc.array(fc.record({ path, how }), { maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(aTrace, aTrace, rules, async (one, other, given) => {
        const [expected, actual] = [await one(), await other()];
        diffTrials(expected, actual, given);
        expect(diffTrials(expected, expected, given).equal).toBe(true);
        expect(diffTrials(expected, actual, { ignorePaths: ["**"], redact: [] }).equal).toBe(true);
      }),
      { numRuns: 30 },
    );
    const model = await recorded({ model: "another" });
    const past = { ignorePaths: ["config.model", "scenario.model", "meta.hashes", "no.such"], redact: [] };
    expect(diffTrials(await recorded(), model, past)).toMatchObject({
      equal: true,
      warnings: ["`no.such` matches nothing in either trace"],
    });
  });
});

test("[DT1] what providers number anew is not told", async () => {
  const wire = { status: 200, request: "{}", response: '{"id":"1"}' };
  const opaque: Json = { signature: "x" };
  const signed = withLines(await recorded(), "model_response", { wire, opaque, rawFinish: "end_turn" });
  const renumbered = withLines(signed, "tool_result", { callId: "another" });
  expect((await compare(renumbered)).equal).toBe(true);
});

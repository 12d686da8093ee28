import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asks, caseOf, fails, hold, REDACTOR, says, scenarioOf, toolOf } from "../loop/loop.fixture.ts";
import { aTrial } from "../loop/random-trial.fixture.ts";
import { createRedactor } from "../privacy/create-redactor.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { recordTrial, traceOf } from "./replay.fixture.ts";
import { replayTrial } from "./replay-trial.ts";

const scenario = scenarioOf({ turns: ["My sword broke.", "Thanks."], tools: [toolOf("find_order")] });
const answers = [asks(["find_order", { id: "7781" }]), says("I refund it."), says("You are welcome.")];

const replayed = async (now: Scenario, before: Scenario = scenario) => {
  const trace = await recordTrial(before, answers);
  return { ...(await replayTrial({ scenario: now, trace, redactor: REDACTOR })), recorded: trace.footer.digest };
};

const NOTHING = { diverged: null, missing: [], unused: [] };

describe("what did not change", () => {
  test("[RP2] any trial that was recorded is replayed without a difference, to the same digest, whatever ended it", async () => {
    await fc.assert(
      fc.asyncProperty(aTrial, async (trial) => {
        const trace = traceOf(trial.scenario, await hold(trial.scenario, trial.answers, { stopped: trial.stopped() }));
        const replay = await replayTrial({ scenario: trial.scenario, trace, redactor: REDACTOR });
        expect(replay).toEqual({ ...NOTHING, digest: trace.footer.digest });
      }),
      { numRuns: 150 },
    );
  });

  test("[RP7] secrets that were taken out when it was recorded are taken out before requests are compared", async () => {
    const redactor = createRedactor({ patterns: ["sword"], secrets: ["hunter2-hunter2"] });
    const value = { password: "hunter3", 10: "hunter2-hunter2", 9: "a sword" };
    const secret = scenarioOf({ turns: ["My sword broke."], tools: [toolOf("find_order", { value })] });
    const held = await hold(secret, [asks(["find_order", { id: "hunter2-hunter2" }]), says("Your sword!")], { redactor });
    const trace = traceOf(secret, held);
    expect(await replayTrial({ scenario: secret, trace, redactor })).toMatchObject(NOTHING);
    const others = await replayTrial({ scenario: secret, trace, redactor: createRedactor({ patterns: [], secrets: [] }) });
    expect(others.diverged?.turn).toBe(1);
  });

  test("[RP7] a tool whose name is taken out is still that tool", async () => {
    const redactor = createRedactor({ patterns: ["acme"], secrets: [] });
    const named = scenarioOf({ turns: ["My sword broke."], tools: [toolOf("acme_find")] });
    const trace = traceOf(named, await hold(named, [asks(["acme_find", { id: "1" }]), says("Found.")], { redactor }));
    expect(await replayTrial({ scenario: named, trace, redactor })).toMatchObject(NOTHING);
  });

  test("[RP6] results of tools come from the recording, whatever their mocks say now", async () => {
    const mocked = toolOf("find_order", { cases: [caseOf({ outcome: { kind: "error", message: "closed" }, latencyMs: 9 })] });
    expect(await replayed({ ...scenario, tools: [mocked] })).toMatchObject(NOTHING);
  });
});

describe("what changed", () => {
  test("[RP3] a changed tool schema diverges at the first turn, with the place in the request", async () => {
    const tool = { ...toolOf("find_order"), parameters: { type: "object", properties: { id: { type: "integer" } } } };
    const { diverged, missing, unused } = await replayed({ ...scenario, tools: [tool] });
    expect(diverged).toEqual({
      turn: 1,
      diff: [
        { path: "tools[0].parameters.properties.id.type", expected: "string", actual: "integer" },
        { path: "tools[0].parameters.required", expected: ["id"] },
      ],
    });
    expect({ missing, unused }).toEqual({ missing: [], unused: [] });
  });

  test("[RP3] a changed word of the user diverges at the turn in which it is said", async () => {
    const { diverged } = await replayed({ ...scenario, turns: ["My sword broke.", "Thank you."] });
    expect(diverged).toEqual({ turn: 3, diff: [{ path: "messages[4].text", expected: "Thanks.", actual: "Thank you." }] });
  });

  test("[RP4] what was recorded and is not asked for any more is unused", async () => {
    const shorter = await replayed({ ...scenario, maxTurns: 1 });
    expect(shorter.unused).toEqual([
      { turn: 2, what: "the answer of the model" },
      { turn: 3, what: "the answer of the model" },
    ]);
    expect((await replayed({ ...scenario, turns: ["My sword broke."] })).unused).toEqual([
      { turn: 3, what: "the answer of the model" },
    ]);
  });

  test("[RP5] what is asked for and was not recorded is missing, and nobody else is asked", async () => {
    const longer = await replayed({ ...scenario, turns: [...scenario.turns, "One more thing."] });
    expect(longer).toMatchObject({ diverged: null, missing: [{ turn: 4, what: "the answer of the model" }], unused: [] });
    expect(longer.digest).not.toBe(longer.recorded);
  });

  test("[RP8] a limit that stopped the recording and does not any more leaves the next answer missing", async () => {
    const limited = { ...scenario, maxTurns: 1 };
    expect((await replayed(scenario, limited)).missing).toEqual([{ turn: 2, what: "the answer of the model" }]);
    const failed = await recordTrial(scenario, [fails("PROVIDER_TIMEOUT", { latencyMs: 50 })]);
    expect(await replayTrial({ scenario, trace: failed, redactor: REDACTOR })).toMatchObject(NOTHING);
  });

  test("[RP1] trials that begin alike are told apart by the number of the call, and a call that repeats another too", async () => {
    const twice = scenarioOf({ turns: ["Roll.", "Roll."], tools: [toolOf("find_order", { pick: "nth", value: "same" })] });
    const again = asks(["find_order", { id: "1" }]);
    const trace = await recordTrial(twice, [again, again, says("One."), again, says("Two.")]);
    expect(await replayTrial({ scenario: twice, trace, redactor: REDACTOR })).toEqual({
      ...NOTHING,
      digest: trace.footer.digest,
    });
  });

  test("[RP2] a scenario that is judged otherwise is replayed alike, to another digest", async () => {
    const stricter = { ...scenario, threshold: 0.9, hashes: { ...scenario.hashes, evaluation: "sha256:stricter" } };
    const { digest, recorded, ...rest } = await replayed(stricter);
    expect(rest).toEqual(NOTHING);
    expect(digest).not.toBe(recorded);
  });
});

import { AssertionError } from "node:assert";
import { existsSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../tests/support/sample-game.ts";
import { isRecordId } from "../core/canonical/ids.ts";
import { type ModelFunction, runScenario } from "./trials.ts";

const workshop = createWorkshop("lib-trials");
afterAll(workshop.remove);

const REFUND = {
  prompt: "Refund order 7",
  tools: [{ name: "refund", description: "Refunds an order", parameters: { type: "object" }, mock: { ok: true } }],
  assertions: [
    { type: "tool_called", tool: "refund", required: true },
    { type: "output_contains", value: "refunded" },
  ],
};

const agent: ModelFunction = ({ messages }) =>
  messages.at(-1)?.role === "tool" ? "It is refunded" : { toolCalls: [{ name: "refund", arguments: { order: 7 } }] };

test("an agent of one's own is run in a test, and nothing is written", async () => {
  const run = await runScenario(REFUND, { trials: 4, parallel: 2, model: agent });
  run.assertPass();
  expect(run).toMatchObject({ ok: true, verdict: "pass", trials: 4, passed: 4, name: "scenario" });
  expect(run.results.every(({ traceId }) => isRecordId(traceId))).toBe(true);
  expect(existsSync(".touchstone/trials")).toBe(false);
});

test("a scenario that does not pass says why", async () => {
  const lazy = await runScenario(REFUND, { trials: 2, model: () => "no", name: "refund" });
  expect(lazy).toMatchObject({ ok: false, verdict: "hard_fail" });
  expect(() => lazy.assertPass()).toThrow(AssertionError);
  expect(() => lazy.assertPass()).toThrow(/^scenario refund: hard_fail: [^]*`refund` was never called/);
  const down: ModelFunction = () => {
    throw new Error("no network");
  };
  const unknown = await runScenario(REFUND, { trials: 1, model: down });
  expect(unknown.verdict).toBe("infra");
  expect(() => unknown.assertPass()).toThrow("no network");
});

test("a file is run as the command line runs it, and recorded where that is asked for", async () => {
  const file = workshop.at("hello.scenario.json");
  const script = [{ text: "hello" }];
  const scenario = {
    adapter: "scripted",
    model: "small-1",
    prompt: "Hi",
    script,
    assertions: [{ type: "output_contains", value: "hello" }],
  };
  writeFileSync(file, JSON.stringify(scenario));
  const run = await runScenario(file, { trials: 1, recordIn: workshop.dir });
  expect(run).toMatchObject({ ok: true, name: "hello" });
  expect(existsSync(workshop.at(".touchstone", "trials", run.runId, `${run.results[0]?.traceId}.trace.jsonl`))).toBe(true);
});

test("judges can be functions as well", async () => {
  const judged = { ...REFUND, assertions: [{ type: "judge", k: 3, criteria: [{ name: "tone", description: "It is kind" }] }] };
  const judge: ModelFunction = (_request, { ordinal }) => `{"tone": {"reasoning": "so so", "score": ${ordinal === 0 ? 0 : 1}}}`;
  expect(await runScenario(judged, { trials: 1, model: agent, judge })).toMatchObject({ ok: true });
});

test("what makes no sense is refused in words", async () => {
  await expect(runScenario(REFUND, { trials: 2.5, model: agent })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  await expect(runScenario(REFUND, { threshold: 80, model: agent })).rejects.toThrow("`threshold` is `80`");
  await expect(runScenario(REFUND, { timeoutMs: Number.NaN, model: agent })).rejects.toThrow("`timeoutMs` is `NaN`");
  const misspelt = { trails: 2, model: agent } as object;
  await expect(runScenario(REFUND, misspelt)).rejects.toThrow("`trails` is no option: did you mean `trials`?");
  await expect(runScenario({ ...REFUND, promt: "x" }, { model: agent })).rejects.toThrow(/promt/);
});

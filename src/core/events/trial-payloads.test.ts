import { expect, test } from "vitest";
import { EVENT_PAYLOADS, MAX_TOLD_SCENARIOS } from "./event.ts";
import { finishedPayload, interruptedPayload, startedPayload } from "./trial-payloads.ts";
import type { RunReport, ScenarioReport } from "../trials/verdict/scenario-report.ts";

const SCENARIO = {
  name: "lamp-oil",
  file: "scenarios/lamp-oil.scenario.yaml",
  verdict: "fail",
  why: "says SECRET",
  trials: 3,
  passed: 1,
  failed: 2,
  hardFailed: 0,
  infra: 0,
  rate: 1 / 3,
  cost: 0.02,
} as unknown as ScenarioReport;
const report = (scenarios: readonly ScenarioReport[]): RunReport => ({
  runId: "r",
  createdAt: 1,
  recordingMode: "full",
  seed: 1,
  scenarios,
  exitCode: 1,
});

test("[E15] of a run that ended names, counts, verdicts and costs are told, and nothing of what was said", () => {
  const payload = finishedPayload(report([SCENARIO]));
  expect(EVENT_PAYLOADS["trial.finished"].parse(payload)).toEqual({
    outcome: "recorded",
    ok: false,
    scenarios: [
      { name: "lamp-oil", verdict: "fail", rate: 1 / 3, trials: 3, passed: 1, failed: 2, hardFailed: 0, infra: 0, costUsd: 0.02 },
    ],
    more: 0,
  });
  expect(finishedPayload(report([{ ...SCENARIO, verdict: "pass", cost: -1 }]))).toMatchObject({
    ok: true,
    scenarios: [{ costUsd: null }],
  });
});

test("[E15] of very many scenarios some are listed, the others counted, and names are cut", () => {
  const scenarios = Array.from({ length: MAX_TOLD_SCENARIOS + 5 }, () => ({ name: "x".repeat(300), trials: 1 }));
  const payload = startedPayload({ createdAtMs: 1, recordingMode: "metadata_only", seed: 1, scenarios });
  expect(EVENT_PAYLOADS["trial.started"].parse(payload)).toMatchObject({
    more: 5,
    recordingMode: "metadata_only",
    scenarios: { length: MAX_TOLD_SCENARIOS },
  });
});

test("[E16] of a run that was cut off it is told how far it came, and no verdict", () => {
  const statuses = ["passed", "hard_fail", "infra_error", "interrupted", "running"] as const;
  const payload = interruptedPayload(
    {
      scenarios: [
        { name: "a", trials: 9 },
        { name: "b", trials: 9 },
      ],
    },
    statuses.map((status) => ({ scenario: "a", status })),
  );
  expect(EVENT_PAYLOADS["trial.finished"].parse(payload)).toMatchObject({
    outcome: "interrupted",
    ok: false,
    scenarios: [
      { name: "a", verdict: null, rate: null, trials: 3, passed: 1, failed: 0, hardFailed: 1, infra: 1, costUsd: null },
      { name: "b", trials: 0 },
    ],
  });
});

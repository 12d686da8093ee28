import { expect, test } from "vitest";
import { readTrialText } from "../record/read-trial-trace.ts";
import { ENTRIES, HEADER, trialText } from "../record/trial.fixture.ts";
import type { RunReport } from "../verdict/scenario-report.ts";
import { createRedactor } from "./create-redactor.ts";
import { redactEntry, redactHeader } from "./redact-entry.ts";
import { redactReport } from "./redact-report.ts";

/** As greedy as a project's patterns can be. */
const greedy = createRedactor({ patterns: ["walrus", "\\w+"], secrets: [] });

test("[PV8] no line keeps what a pattern finds, and each can be read again", () => {
  const redacted = ENTRIES.map((entry) => redactEntry(entry, greedy));
  const header = redactHeader(HEADER, greedy);
  expect(JSON.stringify([header.snapshot, redacted])).not.toContain("walrus");
  expect(readTrialText(trialText(header, redacted))).toMatchObject({
    kind: "whole",
    trace: { header: { traceId: HEADER.traceId, runId: HEADER.runId, scenario: "refund" } },
  });
});

test("[PV8] ids of calls, outcomes, codes and numbers are kept", () => {
  const [request, response, , call, result, , error, assertion] = ENTRIES.map((entry) => redactEntry(entry, greedy));
  expect(request).toMatchObject({
    fingerprint: "sha256:4",
    messages: [{ role: "user" }, { role: "assistant" }, { callId: "call_1" }],
  });
  expect(response).toMatchObject({ toolCalls: [{ id: "call_1" }, { id: "call_2" }], finish: "tool_calls", costUsd: 0.001 });
  expect(call).toMatchObject({ call: { id: "call_1" } });
  expect(result).toMatchObject({ callId: "call_1", by: "refused", isError: true });
  expect(error).toMatchObject({ code: "PROVIDER_BUSY", status: 429 });
  expect(assertion).toMatchObject({ type: "output_contains", outcome: "fail", score: 0 });
});

test("[PV8] a report keeps its figures and loses what a pattern finds", () => {
  const assertion = { name: "n", why: "the walrus said so", outcome: "pass" };
  const scenario = {
    name: "refund",
    verdict: "pass",
    why: "walrus",
    stoppedEarly: "walrus",
    flake: { label: "stable", why: "walrus" },
    failures: [{ name: "walrus", failed: 1, why: "walrus" }],
    results: [{ traceId: HEADER.traceId, score: 1, error: "walrus", assertions: [assertion] }],
  };
  const redacted = redactReport({ runId: HEADER.runId, scenarios: [scenario] } as unknown as RunReport, greedy);
  expect(JSON.stringify(redacted)).not.toContain("walrus");
  expect(redacted).toMatchObject({
    runId: HEADER.runId,
    scenarios: [{ verdict: "pass", failures: [{ failed: 1 }], results: [{ score: 1, assertions: [{ outcome: "pass" }] }] }],
  });
});

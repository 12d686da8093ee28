import { canonicalJson } from "../../canonical/canonical-json.ts";
import { digestTrace } from "../../trace/trace-digest.ts";
import type { ModelAnswer } from "../conversation/model.ts";
import { type Held, hold, REDACTOR } from "../loop/loop.fixture.ts";
import type { LoopPorts } from "../loop/loop-ports.ts";
import { capabilitiesOf } from "../record/capabilities-of.ts";
import type { TrialFooter, TrialHeader, TrialLine } from "../record/trial-lines.ts";
import type { WholeTrialTrace } from "../record/trial-trace.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { snapshotOf } from "../scenario/snapshot.ts";

/** A trial's trace as a run writes it, its votes and results besides. */
export async function recordTrial(
  scenario: Scenario,
  answers: readonly ModelAnswer[],
  changes: Partial<LoopPorts> = {},
): Promise<WholeTrialTrace> {
  return traceOf(scenario, await hold(scenario, answers, changes));
}

const RESULT = {
  name: "kind",
  type: "judge",
  weight: 1,
  required: false,
  outcome: "pass",
  score: 1,
  why: "",
  missing: [],
} as const;

/** The trace of a trial that was held. */
export function traceOf(scenario: Scenario, { end, lines: said, nowMs }: Held): WholeTrialTrace {
  const header: TrialHeader = {
    format: "touchstone.trace/1",
    kind: "trial",
    traceId: "018f0000-0000-7000-8000-000000000001",
    runId: "018f0000-0000-7000-8000-000000000000",
    trialIndex: 0,
    scenario: scenario.name,
    hashes: { ...scenario.hashes, environment: "sha256:environment" },
    recordingMode: "full",
    capabilities: capabilitiesOf("full"),
    snapshot: REDACTOR.json(snapshotOf(scenario)),
  };
  const i = said.length;
  const vote = { assertion: "kind", vote: 0, promptHash: "sha256:prompt", judge: "a judge", scores: [], problem: null };
  const asked = { unasked: false, usage: null, costUsd: 0.1, raw: "{}" };
  const lines: TrialLine[] = [...said, { i, line: "judge_vote", ...vote, ...asked }, { i: i + 1, line: "assertion", ...RESULT }];
  return sealed(header, lines, {
    outcome: "passed",
    finishReason: end.finishReason,
    tokens: null,
    cost: null,
    judgeCost: 0.1,
    latencyMs: nowMs,
    score: 1,
    counts: { turns: end.turns, toolCalls: end.toolCalls, votes: 1 },
  });
}

/** A trace with the digest of its content. */
function sealed(header: TrialHeader, lines: readonly TrialLine[], footer: TrialFooter): WholeTrialTrace {
  const digest = digestTrace({ header, lines, footer } as unknown as Parameters<typeof digestTrace>[0]);
  const trace = { header, environment: {}, lines, footer: { ...footer, digest } };
  // As it is read again: keys in another order, numbers as they are written.
  return JSON.parse(canonicalJson(trace)) as WholeTrialTrace;
}

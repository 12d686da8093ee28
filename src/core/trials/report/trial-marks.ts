import type { OutcomeMark } from "../../report/outcome-mark.ts";
import type { AssertionResult } from "../assert/assertion.ts";
import type { TrialStatus } from "../record/trial-lines.ts";
import type { ScenarioReport, ScenarioVerdict } from "../verdict/scenario-report.ts";

const VERDICTS: Readonly<Record<ScenarioVerdict, OutcomeMark>> = {
  pass: { icon: "✓", word: "pass", tone: "pass" },
  fail: { icon: "✕", word: "fail", tone: "fail" },
  hard_fail: { icon: "⊘", word: "hard fail", tone: "exception" },
  infra: { icon: "?", word: "infra", tone: "uncertain" },
};

const STATUSES: Readonly<Record<TrialStatus, OutcomeMark>> = {
  passed: { icon: "✓", word: "passed", tone: "pass" },
  failed: { icon: "✕", word: "failed", tone: "fail" },
  hard_fail: { icon: "⊘", word: "hard fail", tone: "exception" },
  infra_error: { icon: "?", word: "no answer", tone: "uncertain" },
};

const OUTCOMES: Readonly<Record<AssertionResult["outcome"], OutcomeMark>> = {
  pass: { icon: "✓", word: "pass", tone: "pass" },
  fail: { icon: "✕", word: "fail", tone: "fail" },
  skipped: { icon: "—", word: "skipped", tone: "unknown" },
  unknown: { icon: "?", word: "unknown", tone: "uncertain" },
};

const FLAKES: Readonly<Record<ScenarioReport["flake"]["label"], OutcomeMark>> = {
  stable: { icon: "=", word: "stable", tone: "unknown" },
  flaky: { icon: "~", word: "flaky", tone: "fail" },
  unknown: { icon: "?", word: "too few", tone: "unknown" },
};

/** Sign, word and tone of a scenario's verdict. Source: SPEC.md RT1. */
export function verdictMarkOf(verdict: ScenarioVerdict): OutcomeMark {
  return VERDICTS[verdict];
}

/** Sign, word and tone of a trial's status. */
export function trialMarkOf(status: TrialStatus): OutcomeMark {
  return STATUSES[status];
}

/** Sign, word and tone of what came of an assertion: what was skipped or is unknown never looks like a pass. */
export function assertionMarkOf(outcome: AssertionResult["outcome"]): OutcomeMark {
  return OUTCOMES[outcome];
}

/** Sign, word and tone of whether trials agree. */
export function flakeMarkOf(label: ScenarioReport["flake"]["label"]): OutcomeMark {
  return FLAKES[label];
}

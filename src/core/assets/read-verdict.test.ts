import { expect, test } from "vitest";
import { SAMPLE_EVIDENCE } from "../../../tests/support/sheet-sample.ts";
import { deriveVerdict } from "../checks/verdict.ts";
import type { VersionRow } from "../events/rows.ts";
import { RULES_VERSION } from "./plan/plan.ts";
import { readVerdict, recordChecks } from "./read-verdict.ts";

type Version = Parameters<typeof readVerdict>[0];

const failed: VersionRow["checks"] = [
  { check: "blank", outcome: "pass", severity: "hard" },
  { check: "margin", outcome: "fail", severity: "hard" },
];
const version = (changes: Partial<Version> = {}): Version => ({
  id: "version-1",
  verdict: "fail",
  rulesVersion: RULES_VERSION,
  checks: failed,
  ...changes,
});

test("[P81] a verdict that its recorded checks give is read as it is stored", () => {
  expect(readVerdict(version())).toEqual({ verdict: "fail", underNewerRules: null });
  expect(readVerdict(version({ verdict: "unchecked", checks: [] }))).toEqual({ verdict: "unchecked", underNewerRules: null });
});

test("[P81] a version that was not checked yet has no verdict", () => {
  const unread = version({ verdict: null, rulesVersion: null, checks: null });
  expect(readVerdict(unread)).toEqual({ verdict: null, underNewerRules: null });
});

test("[P81] under the same rules a contradiction is damage that names the version", () => {
  for (const changed of [version({ verdict: "pass" }), version({ checks: [] }), version({ checks: null })]) {
    const damage = { code: "STORE_DAMAGED", message: expect.stringContaining("`version-1`") };
    expect(() => readVerdict(changed)).toThrow(expect.objectContaining(damage));
  }
});

test("[P81] of other rules both verdicts are told", () => {
  expect(readVerdict(version({ verdict: "pass", rulesVersion: RULES_VERSION - 1 }))).toEqual({
    verdict: "pass",
    underNewerRules: { rulesVersion: RULES_VERSION, verdict: "fail" },
  });
});

test("[P81] what is recorded of checks gives the verdict that all of them give", () => {
  const recorded = recordChecks(SAMPLE_EVIDENCE.checks);
  expect(deriveVerdict(recorded)).toBe(SAMPLE_EVIDENCE.verdict);
  expect(recorded.length).toBeGreaterThan(0);
  expect(recorded.map(({ outcome }) => outcome)).not.toContain("not_applicable");
});

import type { AssertionResult } from "../assert/assertion.ts";
import type { TrialResult } from "../verdict/scenario-report.ts";

/** What came of one assertion in all trials that were judged. */
export interface AssertionRow extends Pick<AssertionResult, "name" | "type" | "weight" | "required"> {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unknown: number;
  /** Of the worst trial that did not meet it; empty where all did, or nothing may be said. */
  readonly why: string;
}

const FIELDS = { pass: "passed", fail: "failed", skipped: "skipped", unknown: "unknown" } as const;

/** A row for each assertion, those that failed most often first, else as the scenario has them. Source: SPEC.md RT14. */
export function countAssertions(results: readonly TrialResult[]): readonly AssertionRow[] {
  const rows = new Map<string, AssertionRow>();
  for (const { name, type, weight, required, outcome, why } of results.flatMap(({ assertions }) => assertions)) {
    const row = rows.get(name) ?? { name, type, weight, required, passed: 0, failed: 0, skipped: 0, unknown: 0, why: "" };
    const field = FIELDS[outcome];
    rows.set(name, { ...row, [field]: row[field] + 1, why: row.why === "" && outcome !== "pass" ? why : row.why });
  }
  return [...rows.values()].toSorted((a, b) => missed(b) - missed(a));
}

function missed({ failed, skipped, unknown }: AssertionRow): number {
  return failed + skipped + unknown;
}

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { imageOf, inputOf } from "../../../tests/support/drawn-images.ts";
import type { Check, CheckOutcome, Verdict } from "./check.ts";
import { runChecks } from "./run-checks.ts";
import { deriveVerdict } from "./verdict.ts";

const check = (outcome: CheckOutcome, severity: Check["severity"] = "hard"): Check => ({
  check: "some_check",
  version: 1,
  outcome,
  severity,
  evidence: { numbers: {} },
});

test("[C14] nothing measured is unchecked, never a pass", () => {
  expect(deriveVerdict([])).toBe("unchecked");
  expect(deriveVerdict([check("not_applicable"), check("not_applicable", "soft")])).toBe("unchecked");
});

test("[C14] one applicable check that passes is enough for a pass", () => {
  expect(deriveVerdict([check("not_applicable"), check("pass")])).toBe("pass");
});

test("[C14] one finding that is not a pass decides: hard fails over all else, the rest is uncertain", () => {
  const others = [check("pass"), check("pass", "soft"), check("not_applicable")];
  expect(deriveVerdict([...others, check("fail"), check("uncertain"), check("uncalibrated", "soft")])).toBe("fail");
  expect(deriveVerdict([...others, check("fail", "soft")])).toBe("uncertain");
  expect(deriveVerdict([...others, check("uncertain")])).toBe("uncertain");
  expect(deriveVerdict([...others, check("uncertain", "soft")])).toBe("uncertain");
  expect(deriveVerdict([...others, check("uncalibrated", "soft")])).toBe("uncertain");
  expect(deriveVerdict([...others, check("uncalibrated")])).toBe("uncertain");
});

const OUTCOMES: readonly CheckOutcome[] = ["pass", "uncalibrated", "uncertain", "fail", "not_applicable"];
const anyChecks = fc.array(
  fc
    .tuple(fc.constantFrom(...OUTCOMES), fc.constantFrom<Check["severity"]>("hard", "soft"))
    .map(([outcome, severity]) => check(outcome, severity)),
  { maxLength: 12 },
);
/** From the best to the worst; `unchecked` stands outside: it says that nothing is known. */
const GRAVITY: readonly Verdict[] = ["pass", "uncertain", "fail"];
const gravity = (verdict: Verdict): number => GRAVITY.indexOf(verdict);

test("[C14] a further finding never makes a verdict better, and one that does not apply never changes it", () => {
  fc.assert(
    fc.property(anyChecks, fc.constantFrom(...OUTCOMES), (checks, outcome) => {
      const before = deriveVerdict(checks);
      const after = deriveVerdict([...checks, check(outcome)]);
      expect(gravity(after)).toBeGreaterThanOrEqual(gravity(before));
      if (outcome === "not_applicable") expect(after).toBe(before);
    }),
  );
});

test("[C14] a finding that gets worse never makes the verdict better", () => {
  const worse: readonly CheckOutcome[] = ["pass", "uncalibrated", "uncertain", "fail"];
  fc.assert(
    fc.property(anyChecks, fc.nat(3), fc.nat(3), (checks, one, other) => {
      const [better, bad] = [Math.min(one, other), Math.max(one, other)].map((index) => worse[index] ?? "fail");
      const before = deriveVerdict([...checks, check(better ?? "fail")]);
      expect(gravity(deriveVerdict([...checks, check(bad ?? "fail")]))).toBeGreaterThanOrEqual(gravity(before));
    }),
  );
});

test("[C14] the order of the checks changes nothing", () => {
  fc.assert(
    fc.property(anyChecks, (checks) => {
      expect(deriveVerdict(checks.toReversed())).toBe(deriveVerdict(checks));
    }),
  );
});

test("[C14] an empty contract still asks for a picture, so a blank one fails and a real one passes", () => {
  expect(deriveVerdict(runChecks(inputOf({}, [imageOf(["ww", "ww"])])))).toBe("fail");
  expect(deriveVerdict(runChecks(inputOf({}, [imageOf([".r", ".."])])))).toBe("pass");
  expect(deriveVerdict(runChecks(inputOf({}, [])))).toBe("fail");
});

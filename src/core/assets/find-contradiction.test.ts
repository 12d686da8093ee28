import { expect, test } from "vitest";
import { SAMPLE_EVIDENCE } from "../../../tests/support/sheet-sample.ts";
import { findContradiction, findListedOtherwise } from "./find-contradiction.ts";
import { recordChecks } from "./read-verdict.ts";

test("[P52] evidence holds when its checks give its verdict and its policy gives its route", () => {
  expect(findContradiction(SAMPLE_EVIDENCE)).toBeUndefined();
});

test("[P52] a verdict that its checks do not give is named", () => {
  expect(findContradiction({ ...SAMPLE_EVIDENCE, verdict: "pass" })).toBe(
    "verdict `pass` contradicts its checks, which say `uncertain`",
  );
});

test("[P52] a route that its policy does not give is named", () => {
  expect(findContradiction({ ...SAMPLE_EVIDENCE, route: "auto_advance" })).toBe(
    "route `auto_advance` contradicts its policy, which says `manual_review_queue`",
  );
});

test("[P52] evidence of other rules is not judged by today's", () => {
  const plan = { ...SAMPLE_EVIDENCE.plan, rulesVersion: 0 };
  expect(findContradiction({ ...SAMPLE_EVIDENCE, plan, verdict: "pass" })).toBeUndefined();
});

test("[P52] a version that is listed with another verdict, route or check than its evidence says is found", () => {
  const { verdict, route, checks } = SAMPLE_EVIDENCE;
  const listed = { verdict, route, checks: recordChecks(checks) };
  expect(findListedOtherwise(listed, SAMPLE_EVIDENCE)).toBeUndefined();
  expect(findListedOtherwise({ ...listed, verdict: "pass" }, SAMPLE_EVIDENCE)).toBe(
    "it is listed as `pass` to `manual_review_queue`, its evidence says `uncertain` to `manual_review_queue`",
  );
  expect(findListedOtherwise({ ...listed, route: null }, SAMPLE_EVIDENCE)).toContain("to `nowhere`");
  expect(findListedOtherwise({ ...listed, checks: listed.checks.slice(1) }, SAMPLE_EVIDENCE)).toContain("other checks");
});

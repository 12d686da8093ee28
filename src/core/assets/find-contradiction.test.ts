import { expect, test } from "vitest";
import { SAMPLE_EVIDENCE } from "../../../tests/support/sheet-sample.ts";
import { findContradiction } from "./find-contradiction.ts";

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

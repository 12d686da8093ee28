import { expect, test } from "vitest";
import { countedFailures, decideOutcome, type Seen } from "./decide-outcome.ts";

const seen = (changes: Partial<Seen>): Seen => ({
  hasAnswered: true,
  ended: null,
  importFailures: [],
  failedBefore: [],
  hasBaseServed: false,
  ...changes,
});
const failed = [{ node: "wind-lights", message: "No module named 'wind'" }];

test("[EO1] a server that goes on is healthy, and one that ends with 0 has done its part", () => {
  expect(decideOutcome(seen({}))).toEqual({ outcome: "timed_out_healthy", isGood: true });
  expect(decideOutcome(seen({ ended: { exitCode: 0 } }))).toEqual({ outcome: "exited", isGood: true });
  const early = seen({ hasAnswered: false, ended: { exitCode: 0 } });
  expect(decideOutcome(early)).toEqual({ outcome: "exited", isGood: true });
  expect(decideOutcome({ ...early, hasBaseServed: true })).toEqual({ outcome: "exited", isGood: false });
});

test("[EO2] an end with another code or by a signal is a crash, and silence without an end a hang", () => {
  for (const exitCode of [1, 2, 139, null]) {
    const crashed = seen({ ended: { exitCode }, importFailures: failed });
    expect(decideOutcome(crashed)).toEqual({ outcome: "crashed", isGood: false });
  }
  expect(decideOutcome(seen({ hasAnswered: false, importFailures: failed }))).toEqual({ outcome: "hung", isGood: false });
});

test("[EO3] a pack that cannot be imported counts, unless the base had it so", () => {
  const one = seen({ importFailures: failed });
  expect(decideOutcome(one)).toEqual({ outcome: "import_failed", isGood: false });
  expect(decideOutcome({ ...one, ended: { exitCode: 0 } })).toEqual({ outcome: "import_failed", isGood: false });
  expect(decideOutcome({ ...one, failedBefore: ["wind-lights"] })).toEqual({ outcome: "timed_out_healthy", isGood: true });
  expect(countedFailures({ ...one, failedBefore: ["other"] })).toEqual(failed);
});

import { expect, test } from "vitest";
import { TX_STATUSES } from "../tx/tx.ts";
import { ObservationOutcome } from "../observation/observation.ts";
import { isAtWork, isOpen, observationMarkOf, txMarkOf } from "./tx-marks.ts";

test("[EV1] every status has words of its own, and only what may be promoted looks good", () => {
  expect(new Set(TX_STATUSES.map((status) => txMarkOf(status).word)).size).toBe(TX_STATUSES.length);
  expect(TX_STATUSES.filter((status) => txMarkOf(status).tone === "pass")).toEqual(["completed", "resolved"]);
  expect(TX_STATUSES.filter((status) => txMarkOf(status).tone === "fail")).toEqual(["failed", "promote_failed"]);
});

test("[EV1] every outcome has words of its own, and only what behaved looks good", () => {
  const outcomes = ObservationOutcome.options;
  expect(new Set(outcomes.map((outcome) => observationMarkOf(outcome).word)).size).toBe(outcomes.length);
  expect(outcomes.filter((outcome) => observationMarkOf(outcome).tone === "pass")).toEqual(["exited", "timed_out_healthy"]);
  expect(observationMarkOf("not_run").tone).toBe("unknown");
});

test("[EV5] a transaction is at work, waits on a person, or is done with", () => {
  expect(TX_STATUSES.filter(isAtWork)).toEqual(["running", "promoting", "rolling_back"]);
  expect(TX_STATUSES.filter(isOpen)).toEqual(["completed", "failed", "needs_resolution", "resolved", "promote_failed"]);
});

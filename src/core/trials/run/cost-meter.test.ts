import { expect, test } from "vitest";
import { openCostMeter } from "./cost-meter.ts";

test("[RN7] a run goes on until its limit is reached, and without one for ever", () => {
  const meter = openCostMeter(1);
  meter.add(0.6);
  expect(meter.isSpent()).toBe(false);
  meter.add(0.4);
  expect(meter.isSpent()).toBe(true);
  const free = openCostMeter(null);
  free.add(1000);
  free.add(null);
  expect(free.isSpent()).toBe(false);
});

test("[RN7] a limit of 0 lets nothing begin", () => {
  expect(openCostMeter(0).isSpent()).toBe(true);
});

test("[RN8] a cost that nobody knows reaches any limit", () => {
  const meter = openCostMeter(100);
  meter.add(null);
  expect([meter.isSpent(), meter.why()]).toEqual([
    true,
    "what a call cost is not known, so the run's limit of $100 cannot be kept",
  ]);
});

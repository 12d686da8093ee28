import { afterAll, beforeAll, expect, test } from "vitest";
import { STEPS } from "../../src/engine/step.ts";
import { createMakeFault, type MakeFault } from "../support/faults/make-fault.ts";

let fault: MakeFault;
beforeAll(async () => {
  fault = await createMakeFault("steps");
});
afterAll(() => fault.remove());

/** What only a ComfyUI server's images pass; `comfy-killed.test.ts` kills there. */
const ELSEWHERE: readonly string[] = ["submitted", "rendering"];

test.each(STEPS.filter((step) => !ELSEWHERE.includes(step)))(
  "killed the first and the last time it has %s, make starts again and ends as if nothing had been",
  async (step) => {
    const last = fault.steps[step] ?? 0;
    expect(last).toBeGreaterThan(1);
    const disturbed = await Promise.all(
      [1, last].map((nth) => fault.disturb(`${step}-${nth}`, { task: { killAt: { step, nth } } })),
    );
    expect(disturbed.map(({ ended }) => ended.signal)).toEqual(["SIGKILL", "SIGKILL"]);
    expect(disturbed.flatMap(({ problems }) => problems)).toEqual([]);
  },
);

import { expect, test } from "vitest";
import type { TrialProgress } from "../engine/trials/run-options.ts";
import { createPaint } from "./paint.ts";
import { showTrialProgress } from "./trial-progress.ts";

type Scenario = TrialProgress["scenarios"][number];

const REFUND: Scenario = { name: "refund", done: 0, total: 8, passed: 0, failed: 0, infra: 0 };

/** Shows a run as it goes on; each is `[ms, scenarios]`. */
function watch(told: readonly [number, readonly Scenario[]][], { terminal = false, columns = 80 } = {}): string {
  let nowMs = 0;
  let said = "";
  const output = { terminal, columns: () => columns, write: (text: string) => void (said += text), elapsedMs: () => nowMs };
  const shown = showTrialProgress(output, createPaint(false));
  for (const [atMs, scenarios] of told) {
    nowMs = atMs;
    const sum = (key: "done" | "total"): number => scenarios.reduce((all, scenario) => all + scenario[key], 0);
    shown.onProgress({ runId: "", done: sum("done"), total: sum("total"), scenarios, last: null });
  }
  shown.finish();
  return said;
}

test("without a terminal a line every five seconds says what is left, and how each scenario does", () => {
  const said = watch([
    [0, [REFUND]],
    [4000, [{ ...REFUND, done: 2, passed: 2 }]],
    [5000, [{ ...REFUND, done: 4, passed: 2, failed: 1, infra: 1 }]],
    [6000, [{ ...REFUND, done: 5, passed: 3, failed: 1, infra: 1 }]],
  ]);
  expect(said).toBe("▰▰▰▰▰▱▱▱▱▱ 4/8 trials · about 5 s left · refund 2/3 passed, 1 unknown\n");
});

test("on a terminal one line is drawn over and over, no wider than it, and taken away", () => {
  const greet = { ...REFUND, name: "a-scenario-with-a-long-name", done: 8, passed: 8 };
  const both = (done: number): readonly Scenario[] => [greet, { ...REFUND, done, passed: done }];
  const said = watch(
    [
      [0, both(0)],
      [50, both(1)],
      [400, both(2)],
    ],
    { terminal: true, columns: 70 },
  );
  const lines = said.split("\r\u001b[2K").slice(1);
  expect(lines).toHaveLength(3);
  // The scenario that goes on comes before the one that has ended.
  expect(lines[1]).toBe("▰▰▰▰▰▰▱▱▱▱ 10/16 trials · less than 1 s left · refund 2/2 passed");
  expect(lines[2]).toBe("");
});

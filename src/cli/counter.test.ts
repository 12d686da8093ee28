import { expect, test } from "vitest";
import type { PlayProgress } from "../engine/playtest/play-progress.ts";
import { createCounter } from "./counter.ts";
import { createPaint } from "./paint.ts";

/** What is written while work is told of at the given times. */
function watch(told: readonly (readonly [ms: number, done: number, total: number | null])[], terminal: boolean, columns = 80) {
  let nowMs = 0;
  const written: string[] = [];
  const write = (text: string): void => void written.push(text);
  const counter = createCounter({ terminal, columns: () => columns, write, elapsedMs: () => nowMs }, createPaint(false));
  for (const [atMs, done, total] of told) {
    nowMs = atMs;
    counter.show({ done, total, unit: "plays" } satisfies PlayProgress);
  }
  counter.finish();
  return written;
}

test("on a terminal one line is redrawn, and cleared at the end", () => {
  const steps = [
    [50, 1, 40],
    [2000, 10, 40],
    [2050, 11, 40],
    [4000, 20, 40],
  ] as const;
  expect(watch(steps, true)).toEqual([
    "\r\u001b[2K▰▰▱▱▱▱▱▱▱▱ 10/40 plays · about 6 s left",
    "\r\u001b[2K▰▰▰▰▰▱▱▱▱▱ 20/40 plays · about 4 s left",
    "\r\u001b[2K",
  ]);
  expect(watch(steps, true, 24)[0]).toBe("\r\u001b[2K▰▰▱▱▱▱▱▱▱▱ 10/40 plays");
});

test("elsewhere a line is written now and then, and short work says nothing", () => {
  const steps = [
    [1000, 1, null],
    [6000, 90, null],
    [7000, 91, null],
  ] as const;
  expect(watch(steps, false)).toEqual(["90 plays · 6 s\n"]);
  expect(watch(steps.slice(0, 1), false)).toEqual([]);
});

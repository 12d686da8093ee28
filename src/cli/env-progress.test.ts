import { expect, test } from "vitest";
import type { EnvStep } from "../engine/env/env-step.ts";
import { createEnvProgress } from "./env-progress.ts";
import { createPaint } from "./paint.ts";

type Told = readonly [atMs: number, step: EnvStep["step"], done: number, total: number, rest?: Partial<EnvStep>];

/** What is written while work is told of at the given times, and ends two seconds after the last of them. */
function watch(told: readonly Told[], terminal: boolean, columns = 80): readonly string[] {
  let nowMs = 0;
  const written: string[] = [];
  const output = { terminal, columns: () => columns, write: (text: string) => void written.push(text), elapsedMs: () => nowMs };
  const progress = createEnvProgress(output, createPaint(false));
  for (const [atMs, step, done, total, rest] of told) {
    nowMs = atMs;
    progress.onStep({ step, about: null, done, total, line: null, ...rest });
  }
  nowMs += 2000;
  progress.finish();
  return written;
}

const STEPS: readonly Told[] = [
  [100, "fetching", 0, 5, { about: "wind" }],
  [130, "locking", 1, 5],
  [150, "locking", 1, 5, { line: "Resolved 80 packages" }],
  [4000, "installing", 2, 5, { line: "torch 2.5.1" }],
  [9000, "observing", 4, 5],
];

test("on a terminal one line is redrawn at once where the work changes, and cleared at the end", () => {
  expect(watch(STEPS, true)).toEqual([
    "\r\u001b[2K▱▱▱▱▱▱▱▱▱▱ 0/5 fetching wind · time left not known yet",
    "\r\u001b[2K▰▰▱▱▱▱▱▱▱▱ 1/5 resolving packages · less than 1 s left",
    "\r\u001b[2K▰▰▰▰▱▱▱▱▱▱ 2/5 installing packages · about 6 s left · torch 2.5.1",
    "\r\u001b[2K▰▰▰▰▰▰▰▰▱▱ 4/5 watching ComfyUI start · about 2 s left",
    "\r\u001b[2K",
  ]);
  expect(watch(STEPS, true, 40)[3]).toBe("\r\u001b[2K▰▰▰▰▰▰▰▰▱▱ 4/5 watching ComfyUI start");
});

test("elsewhere a line is written now and then, and short work says nothing", () => {
  expect(watch(STEPS, false)).toEqual([
    "▰▰▰▰▰▰▰▰▱▱ 4/5 watching ComfyUI start · about 2 s left\n",
    "watching ComfyUI start · 11 s in all\n",
  ]);
  expect(watch(STEPS.slice(0, 4), false)).toEqual([]);
  expect(watch([], true)).toEqual([]);
});

test("work of unknown length says how long it has taken", () => {
  expect(watch([[3000, "waiting", 0, 0]], true)[0]).toBe("\r\u001b[2K▱▱▱▱▱▱▱▱▱▱ waiting for the environment · 3 s");
});

import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { createPaint } from "./paint.ts";
import { replayText } from "./trial-replay-text.ts";

const diff = [{ path: "tools[0].parameters", expected: 1, actual: 2 }];
const diverged = (ids: readonly string[], turn: number) => ids.map((traceId) => ({ traceId, turn, diff }));

test("one change of a scenario is told once, with the trials that it moved", () => {
  const nothing = { missing: [], unused: [], skipped: [], changed: [], scenarios: [] };
  const report = {
    ...nothing,
    ok: false,
    replayed: 7,
    diverged: [...diverged(["a", "b", "c", "d", "e"], 1), ...diverged(["f"], 2)],
  };
  const lines = stripVTControlCharacters(replayText(report, createPaint(false, 120))).split("\n");
  expect(lines.slice(0, 4)).toEqual([
    "✕ a, b, c and 2 others: turn 1 asks something else than was recorded",
    "    tools[0].parameters: 1 when it was recorded, 2 now",
    "✕ f: turn 2 asks something else than was recorded",
    "    tools[0].parameters: 1 when it was recorded, 2 now",
  ]);
  expect(lines).toContain("6 of 7 trials went otherwise");
});

test("missing and unused recordings are told so too", () => {
  const gaps = ["a", "b"].map((traceId) => ({ traceId, turn: 3, what: "an answer of the model" }));
  const nothing = { diverged: [], skipped: [], changed: [], scenarios: [], ok: false, replayed: 2 };
  const text = replayText({ ...nothing, missing: gaps, unused: gaps.slice(1) }, createPaint(false, 120));
  expect(text).toContain("✕ a, b: turn 3 needs an answer of the model, which was not recorded");
  expect(text).toContain("✕ b: an answer of the model in turn 3 was recorded, and nothing asks for it");
});

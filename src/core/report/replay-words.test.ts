import { expect, test } from "vitest";
import { replayWords, type ReplaySummary } from "./replay-words.ts";

const EQUAL: ReplaySummary = { decisions: "equal", environment: "equal", pixels: "not_run", differences: [] };
const sentences = (changes: Partial<ReplaySummary>) => replayWords({ ...EQUAL, ...changes }).map(({ sentence }) => sentence);
const outcomes = (changes: Partial<ReplaySummary>) => replayWords({ ...EQUAL, ...changes }).map(({ outcome }) => outcome);

test("each question has an answer of its own, and what was not done is no good answer", () => {
  expect(sentences({})).toEqual(["Decisions equal.", "Environment equal.", "Pixels not rendered."]);
  expect(outcomes({})).toEqual(["same", "same", "unknown"]);
  expect(outcomes({ environment: "unknown", pixels: "identical" })).toEqual(["same", "unknown", "same"]);
});

test("differences are counted by the question that they bear on", () => {
  const differences = (["decision", "decision", "environment", "information", "pixels"] as const).map((kind) => ({
    kind,
    name: "x",
    before: 1,
    after: 2,
  }));
  expect(sentences({ decisions: "different", environment: "different", pixels: "different", differences })).toEqual([
    "Decisions differ in 2 places.",
    "Environment differs in 1 place.",
    "Pixels differ in 1 image.",
  ]);
});

test("a stored replay, of which only the number of differences is kept, says no number that could be wrong", () => {
  expect(sentences({ decisions: "different", differences: 7 })[0]).toBe("Decisions differ.");
});

test("near says how near", () => {
  expect(sentences({ pixels: "near", near: { maxDelta: 2, share: 0.0001 } })[2]).toBe(
    "Pixels near: at most 2 of 255, in up to 0.1 % of an image.",
  );
  expect(sentences({ pixels: "near" })[2]).toBe("Pixels near.");
});

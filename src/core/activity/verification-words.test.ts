import { expect, test } from "vitest";
import { groupedDigits, verificationWords } from "./verification-words.ts";

const events = { count: 104_250 };

test("a chain that holds says what was proven, and no more", () => {
  expect(verificationWords({ ok: true, events, problems: [] })).toBe(
    "The chain holds: 104,250 events, no gap, every hash fits the one before.",
  );
});

test("a whole record says all that was proven", () => {
  const blobs = { referenced: 1200, damaged: 0 };
  expect(verificationWords({ ok: true, events, projections: [{ ok: true }], blobs, problems: [] })).toBe(
    "The record is whole: 104,250 events, every list follows from them, all 1,200 files are there and unchanged, every verdict follows from its evidence.",
  );
});

test("damage is named as such, with the number of problems", () => {
  expect(verificationWords({ ok: false, events: { count: 1 }, problems: ["seq 1 does not fit"] })).toBe(
    "The record is damaged: 1 problem in 1 event.",
  );
});

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [1_234_567, "1,234,567"],
])("%d reads %s", (count, text) => {
  expect(groupedDigits(count)).toBe(text);
});

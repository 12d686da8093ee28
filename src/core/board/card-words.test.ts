import { expect, test } from "vitest";
import type { BoardCard } from "./board.ts";
import { ageWords, boardFacts, cardCorner, remainingMs } from "./card-words.ts";

const CARD = { stage: "making", done: 1, total: 6, dueAtMs: null, since: 1000, pending: null } as BoardCard;
const look = (nowMs: number, last?: { done: number; atMs: number }) => ({
  nowMs,
  progress: last && { first: { done: 1, total: 6, atMs: 1000 }, last: { ...last, total: 6 } },
});

test("a running job says how far it is, and a time left only once its pace was watched", () => {
  expect(cardCorner(CARD, look(2000))).toBe("1/6 · —");
  expect(cardCorner(CARD, look(2000, { done: 1, atMs: 2000 }))).toBe("1/6 · —");
  expect(cardCorner(CARD, look(5000, { done: 3, atMs: 5000 }))).toBe("3/6 · 6 s");
});

test("progress that is behind the board does not turn it back", () => {
  expect(cardCorner({ ...CARD, done: 5 }, look(5000, { done: 3, atMs: 5000 }))).toMatch(/^5\/6/);
});

test("a pace needs images and time", () => {
  const at = (done: number, atMs: number) => ({ done, total: 4, atMs });
  expect(remainingMs(at(2, 0), at(2, 900))).toBeNull();
  expect(remainingMs(at(2, 0), at(3, 0))).toBeNull();
  expect(remainingMs(at(0, 0), at(4, 900))).toBe(0);
});

test("a wait counts down in whole seconds and ends honestly", () => {
  const waiting = { ...CARD, stage: "queued", dueAtMs: 10_000 } as BoardCard;
  expect(cardCorner(waiting, look(7500))).toBe("retry in 3 s");
  expect(cardCorner(waiting, look(10_000))).toBe("retry due");
});

test("what was asked for and is not answered claims nothing", () => {
  expect(cardCorner({ ...CARD, pending: "Asked to make" }, look(2000))).toBe("…");
});

test.each([
  [0, "now"],
  [-5, "now"],
  [40_000, "40 s"],
  [200_000, "3 min"],
  [7_300_000, "2 h"],
  [500_000_000, "5 d"],
])("an age of %d ms reads %s", (ms, words) => {
  expect(ageWords(ms)).toBe(words);
});

test("the ETA of all is unknown, not zero, where nothing runs or nothing is known", () => {
  const columns = [
    { stage: "making", total: 2 },
    { stage: "exception", total: 1 },
  ];
  expect(boardFacts(columns, 61_500).map(({ text }) => text)).toEqual(["2", "0", "1", "about 1 min 2 s"]);
  expect(boardFacts(columns, null).at(-1)?.text).toBe("—");
  expect(boardFacts([], 0).at(-1)?.text).toBe("—");
});

import { expect, test } from "vitest";
import type { BoardCard } from "./board.ts";
import { type LiveStep, shareDone, shareWords, stepWords } from "./live-step.ts";

const CARD = { done: 1, total: 4 } as BoardCard;
const STEP: LiveStep = { done: 1, total: 4, atMs: 0, fraction: 0.5, node: "KSampler", backend: "studio-pc" };

test("the image under way counts as far as it is", () => {
  expect(shareDone(CARD, STEP)).toBe(1.5 / 4);
  expect(shareWords(CARD, STEP)).toBe("1 of 4 images, 50 % of the next");
});

test("what a renderer does not say counts nothing", () => {
  expect(shareDone(CARD, undefined)).toBe(0.25);
  expect(shareDone(CARD, { ...STEP, fraction: null })).toBe(0.25);
  expect(shareWords(CARD, { ...STEP, fraction: 0.999 })).toBe("1 of 4 images, 99 % of the next");
  expect(shareWords({ ...CARD, total: 1, done: 0 }, undefined)).toBe("0 of 1 image");
});

test("a part of an image that is stored since is not counted again", () => {
  expect(shareDone({ ...CARD, done: 2 }, STEP)).toBe(0.5);
  expect(shareWords({ ...CARD, done: 2 }, STEP)).toBe("2 of 4 images");
});

test("it is never more than all, nor of nothing", () => {
  expect(shareDone(CARD, { ...STEP, done: 4 })).toBe(1);
  expect(shareWords(CARD, { ...STEP, done: 4 })).toBe("4 of 4 images");
  expect(shareDone(CARD, { ...STEP, fraction: 7 })).toBe(0.5);
  expect(shareDone({ ...CARD, done: 0, total: 0 }, undefined)).toBe(0);
});

test("what is done now is said as far as it is known", () => {
  expect(stepWords(STEP)).toBe("KSampler, on `studio-pc`");
  expect(stepWords({ ...STEP, node: null, backend: "builtin" })).toBe("on the built-in renderer");
  expect(stepWords({ ...STEP, backend: null })).toBe("KSampler");
  expect(stepWords({ ...STEP, node: null, backend: null })).toBeNull();
});

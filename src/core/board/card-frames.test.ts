import { expect, test } from "vitest";
import type { BoardCard, Stage } from "./board.ts";
import { cardFrames } from "./card-frames.ts";

interface Look {
  readonly stage?: Stage;
  readonly preview?: number | null;
}

function frames(done: number, total: number, { stage = "making", preview = null }: Look = {}) {
  const thumbs = Array.from({ length: Math.min(4, done) }, (_, index) => ({ blob: `b${index}`, width: 64, height: 64 }));
  const { thumbs: shown, live, toCome, more } = cardFrames({ stage, thumbs, total } as unknown as BoardCard, preview);
  return { shown: shown.length, live, toCome, more };
}

test("images stand first, then empty frames for those to come, and what does not fit is counted", () => {
  expect(frames(1, 6)).toEqual({ shown: 1, live: false, toCome: 2, more: 3 });
  expect(frames(0, 1)).toEqual({ shown: 0, live: false, toCome: 1, more: 0 });
});

test("a live picture takes the frame of the image that it will be: nothing moves", () => {
  expect(frames(1, 6, { preview: 4 })).toEqual({ shown: 1, live: true, toCome: 1, more: 3 });
  expect(frames(0, 1, { preview: 1 })).toEqual({ shown: 0, live: true, toCome: 0, more: 0 });
});

test("where all frames are taken the live picture takes the last of them", () => {
  expect(frames(4, 6, { preview: 9 })).toEqual({ shown: 2, live: true, toCome: 0, more: 3 });
});

test("there is no live picture of what is made, nor of a job that does not run", () => {
  expect(frames(2, 2, { preview: 9 })).toEqual({ shown: 2, live: false, toCome: 0, more: 0 });
  expect(frames(1, 2, { stage: "approved", preview: 9 }).live).toBe(false);
});

test("of a spec of which nothing was made no frame stands", () => {
  expect(frames(0, 3, { stage: "ready" })).toEqual({ shown: 0, live: false, toCome: 0, more: 0 });
});

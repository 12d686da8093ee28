import { expect, test } from "vitest";
import { type HeardProgress, hearProgress } from "./hear-progress.ts";

/** Hears steps of a job, each with its stored images and its picture; the pictures that are shown. */
function shown(steps: readonly (readonly [done: number, preview: number | null])[]): readonly (number | null)[] {
  let heard: HeardProgress | undefined;
  return steps.map(([done, preview]) => {
    const step = { jobId: "j", specId: "s", step: "rendering", total: 3, fraction: null, node: null, backend: null, atMs: 0 };
    heard = hearProgress(heard, { ...step, done, preview });
    return heard.preview;
  });
}

test("a picture is shown until the image that it became is stored, and not again for the next one", () => {
  const steps = [
    [0, null],
    [0, 1],
    [0, 2],
    [1, 2],
    [1, 2],
    [1, 3],
    [2, 3],
    [2, 3],
  ] as const;
  expect(shown(steps)).toEqual([null, 1, 2, null, null, 3, null, null]);
});

test("a picture that was there when one began to listen is believed", () => {
  expect(shown([[1, 7]])).toEqual([7]);
});

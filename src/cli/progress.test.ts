import { describe, expect, test } from "vitest";
import type { Step } from "../engine/step.ts";
import { createPaint } from "./paint.ts";
import { createProgress } from "./progress.ts";

const CLEAR = "\r\u001b[2K";

/** Runs steps through a progress line; each is `[ms, step, spec, done, total]`. */
function watch(steps: readonly [number, Step["step"], string, number, number][], { terminal = false, columns = 80 } = {}) {
  let nowMs = 0;
  let shown = "";
  const write = (text: string): void => void (shown += text);
  const output = { terminal, columns: () => columns, write, elapsedMs: () => nowMs };
  const progress = createProgress(output, createPaint(false));
  for (const [atMs, step, specId, done, total] of steps) {
    nowMs = atMs;
    progress.onStep({ step, specId, jobId: `${specId}${total}`, done, total });
  }
  progress.finish();
  return shown;
}

describe("without a terminal", () => {
  test("nothing is said while jobs are still being accepted", () => {
    expect(
      watch([
        [0, "planned", "a", 0, 4],
        [9000, "queued", "a", 0, 4],
      ]),
    ).toBe("");
  });

  test("short work leaves one line: what was done, and how long it took", () => {
    const shown = watch([
      [0, "queued", "a", 0, 2],
      [0, "started", "a", 0, 2],
      [400, "finished", "a", 2, 2],
    ]);
    expect(shown).toBe("▰▰▰▰▰▰▰▰▰▰ 2/2 images of 1 spec · 0.4 s\n");
  });

  test("long work says every five seconds how far it is and what is left", () => {
    const shown = watch([
      [0, "started", "a", 0, 4],
      [0, "queued", "b", 0, 4],
      [4000, "finished", "a", 4, 4],
      [5000, "render_done", "b", 1, 4],
      [6000, "render_done", "b", 2, 4],
    ]);
    expect(shown.split("\n")).toEqual([
      "▰▰▰▰▰▰▱▱▱▱ 5/8 images of 2 specs · about 3 s left · 1 finished · b",
      "▰▰▰▰▰▰▰▱▱▱ 6/8 images of 2 specs · 6.0 s",
      "",
    ]);
  });
});

describe("on a terminal", () => {
  test("one line is redrawn at most ten times a second, and cleared at the end", () => {
    const shown = watch(
      [
        [0, "started", "a", 0, 4],
        [50, "render_done", "a", 1, 4],
        [150, "render_done", "a", 2, 4],
      ],
      { terminal: true },
    );
    expect(shown.split(CLEAR)).toEqual([
      "",
      "▱▱▱▱▱▱▱▱▱▱ 0/4 images of 1 spec · time left not known yet · 0 finished · a",
      "▰▰▰▰▰▱▱▱▱▱ 2/4 images of 1 spec · less than 1 s left · 0 finished · a",
      "",
    ]);
  });

  test("a narrow terminal shows what matters most on one line", () => {
    const shown = watch([[0, "started", "a-long-name", 1, 4]], { terminal: true, columns: 60 });
    expect(shown).toContain(`${CLEAR}▰▰▱▱▱▱▱▱▱▱ 1/4 images of 1 spec · less than 1 s left${CLEAR}`);
  });
});

test("the spec that is named is the one that moved last", () => {
  const steps: Parameters<typeof watch>[0] = [
    [0, "started", "a", 0, 4],
    [0, "started", "b", 0, 4],
    [5000, "render_done", "a", 1, 4],
  ];
  expect(watch(steps)).toMatch(/· a\n/);
});

test("an image under way counts by its share, and is named with where it is made", () => {
  let shown = "";
  let nowMs = 0;
  const output = { terminal: true, columns: () => 120, write: (text: string) => void (shown = text), elapsedMs: () => nowMs };
  const progress = createProgress(output, createPaint(false));
  const step = { step: "rendering", specId: "lantern", jobId: "job", done: 0, total: 2 } as const;
  const image = { backend: "studio-pc", fraction: 0.5, node: "KSampler", preview: null };
  progress.onStep(step);
  nowMs = 4000;
  progress.onStep({ ...step, image });
  expect(shown).toContain("0/2 images of 1 spec · about 12 s left · 0 finished · lantern 50 % on studio-pc");
});

test("the regeneration of a spec is no second spec", () => {
  const shown = watch([
    [0, "finished", "a", 2, 2],
    [100, "started", "a", 0, 3],
  ]);
  expect(shown).toContain("images of 1 spec ·");
});

import { expect, test } from "vitest";
import { assembleReport } from "../core/playtest/golden/golden-report.ts";
import type { PlaytestCause } from "../core/playtest/diff/cause-kinds.ts";
import { digestText } from "../core/canonical/digest.ts";
import { createPaint } from "./paint.ts";
import { reviewGoldens } from "./review-goldens.ts";

const cause = (key: string): PlaytestCause => ({
  kind: "text_changed",
  step: 1,
  message: key,
  folded: 0,
  key,
  expected: null,
  actual: null,
  detail: null,
});
const cell = (golden: string) => ({ golden, suite: null, pov: null, category: "linear", case: golden });
const PLAY = digestText("the play");
const report = assembleReport({
  judged: [
    { cell: cell("a"), play: PLAY, verdict: { kind: "changed", causes: [cause("one"), cause("two")], firstDivergence: null } },
    { cell: cell("b"), play: PLAY, verdict: { kind: "changed", causes: [cause("one")], firstDivergence: null } },
    { cell: cell("c"), play: PLAY, verdict: { kind: "damaged", message: "cut off", line: 3 } },
  ],
  missing: [{ cell: cell("d"), body: digestText("d"), play: PLAY }],
  obsolete: [{ golden: "e", body: null }],
  warnings: [],
});

async function review(...answers: string[]) {
  const asked: string[] = [];
  const ask = (question: string): Promise<string | undefined> => {
    asked.push(question);
    return Promise.resolve(answers.shift());
  };
  return { ...(await reviewGoldens(report, createPaint(false), ask)), asked };
}

test("[GD7] each cause is asked once, whatever number of goldens it moved, then each golden, then what is obsolete", async () => {
  const { choice, prunes, refused, skipped, asked } = await review("y", "n", "s", "Yes", "y");
  expect(choice).toEqual({ goldens: ["d"], causes: ["one"], all: false });
  expect([prunes, refused, skipped]).toEqual([true, 1, 1]);
  expect(asked[0]).toMatch(/one.*in 2 goldens: a, b.*1\/5 Was this meant\?/s);
  expect(asked.at(-1)).toMatch(/obsolete e.*5\/5 Remove/s);
});

test("[GD7] `a` takes all the rest, `q` and silence leave it, and what is no answer is asked again", async () => {
  expect(await review("n", "a")).toMatchObject({
    choice: { goldens: ["c", "d"], causes: ["two"] },
    prunes: true,
    refused: 1,
    skipped: 0,
  });
  expect(await review("y", "q")).toMatchObject({ choice: { goldens: [], causes: ["one"] }, prunes: false, skipped: 4 });
  expect(await review("perhaps", "y")).toMatchObject({ choice: { causes: ["one"] }, skipped: 4 });
});

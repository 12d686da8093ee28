import { expect, test } from "vitest";
import type { AttemptRow, JobRow } from "../events/rows.ts";
import { attemptWords, JOB_STATES, jobLine, jobOffers, jobStateMark } from "./job-words.ts";
import { isTerminal } from "../jobs/transition.ts";

test("each state has an icon and a word of its own", () => {
  const marks = JOB_STATES.map(jobStateMark);
  expect(new Set(marks.map(({ icon }) => icon)).size).toBe(JOB_STATES.length);
  expect(new Set(marks.map(({ word }) => word)).size).toBe(JOB_STATES.length);
});

test("what runs may be canceled, what ended without a version may be tried again", () => {
  for (const state of JOB_STATES) {
    const offered = !isTerminal(state) ? "cancel" : state === "succeeded" ? null : "retry";
    expect(jobOffers(state)).toBe(offered);
  }
});

const ATTEMPT = { attempt: 2, startedAtMs: 1000, endedAtMs: 2400, detail: null } as AttemptRow;

test.each<[Partial<AttemptRow>, string]>([
  [{ outcome: null, endedAtMs: null }, "Attempt 2 runs"],
  [{ outcome: "succeeded" }, "Attempt 2 made its version after 1.4 s"],
  [{ outcome: "failed", detail: "no answer" }, "Attempt 2 failed after 1.4 s: no answer"],
  [{ outcome: "lost" }, "Attempt 2 was lost after 1.4 s: the process that ran it died"],
  [{ outcome: "drained" }, "Attempt 2 stopped after 1.4 s: Touchstone was closed. It does not count"],
  [{ outcome: "canceled" }, "Attempt 2 was canceled after 1.4 s"],
])("an attempt %j reads %s", (facts, words) => {
  expect(attemptWords({ ...ATTEMPT, ...facts })).toBe(words);
});

test("a job says what is out of the ordinary, and nothing more", () => {
  const job = { jobType: "make", renders: 6, rendersDone: 2, attempt: 1, chainLength: 1 } as JobRow;
  expect(jobLine(job)).toBe("make · 2 of 6 images");
  expect(jobLine({ ...job, jobType: "regenerate", renders: 3, attempt: 3, chainLength: 2 })).toBe(
    "made again with the next seed · 2 of 3 images · 3 attempts · job 2 of its chain",
  );
});

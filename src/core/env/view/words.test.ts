import { expect, test } from "vitest";
import type { EnvWork } from "../../live/env-work.ts";
import { logLines, MOST_LINES } from "./log-lines.ts";
import { isUp, processHint, processMarkOf } from "./process-look.ts";
import { workWords } from "./work-words.ts";

const WORK: EnvWork = {
  work: "w",
  verb: "env.tx.run",
  about: "glow",
  state: "running",
  step: null,
  failure: null,
  startedAtMs: 1,
  endedAtMs: null,
};
const step = { step: "installing", about: null, done: 4, total: 9, line: null };

test.each([
  [WORK, "Trying glow begins"],
  [{ ...WORK, step }, "Trying glow: installs packages, 4 of 9"],
  [{ ...WORK, step: { ...step, step: "fetching", about: "glow", total: 0 } }, "Trying glow: fetches"],
  [
    { ...WORK, verb: "env.rollback", about: null, step: { ...step, step: "checking_out", about: "moss", total: 0 } },
    "Rolling back: checks out moss",
  ],
  [{ ...WORK, verb: "env.new", step: { ...step, step: "re_weighing" } }, "env.new glow: re weighing, 4 of 9"],
])("[EV8] %# work says what it does, how far it is, and for whom", (work, words) => {
  expect(workWords(work)).toBe(words);
});

test("[EV7] a log is lines of plain text: colours, titles, moves and bells are gone, and what was written over as well", () => {
  const text = "\u001b[1;31merror\u001b[0m: no\r\n\u001b]0;title\u0007 10 %\r 50 %\r100 %\r\n\u0007tab\there\u001b[2K\nlast";
  expect(logLines(text)).toEqual({ lines: ["error: no", "100 %", "tab\there", "last"], left: 0 });
  expect(logLines("")).toEqual({ lines: [], left: 0 });
  expect(logLines("one\n\ntwo\n").lines).toEqual(["one", "", "two"]);
});

test("[EV7] of a very long log the newest lines stay, and how many were left out is said", () => {
  const { lines, left } = logLines(Array.from({ length: MOST_LINES + 5 }, (_, index) => `${index}\n`).join(""));
  expect([lines.length, lines[0], left]).toEqual([MOST_LINES, "5", 5]);
});

const RUNNING = { state: "running", url: null, pid: 7, generation: 2, isCurrent: true, restarts: 0 } as const;

test("[EV1] the governed ComfyUI says how it is, and what that asks for", () => {
  const states = ["running", "starting", "stopped", "unhealthy", "lost"] as const;
  expect(new Set(states.map((state) => processMarkOf(state).word)).size).toBe(states.length);
  expect(states.filter((state) => processMarkOf(state).tone === "pass")).toEqual(["running"]);
  expect(states.filter((state) => isUp({ ...RUNNING, state }))).toEqual(["running", "starting", "unhealthy", "lost"]);
  expect(processHint(RUNNING, 2)).toBeNull();
  expect(processHint({ ...RUNNING, isCurrent: false }, 3)).toContain("still runs generation 2; production is 3");
  expect(processHint({ ...RUNNING, restarts: 1 }, 2)).toBe("It was started again once by itself.");
  expect(processHint({ ...RUNNING, state: "lost" }, 2)).toContain("who watched it is gone");
  expect(processHint({ ...RUNNING, state: "unhealthy" }, 2)).toContain("answers nothing");
});

import { expect, test } from "vitest";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { readTrace } from "../../trace/read-trace.ts";
import { digestTrace } from "../../trace/trace-digest.ts";
import { randomPolicy } from "../policies/random-policy.ts";
import { HARBOR, requestOf, storyOf } from "../run/play.fixture.ts";
import { playStory } from "../run/play-story.ts";
import type { PlaytestTrace } from "./playtest-trace.ts";
import { readPlaytestTrace } from "./read-playtest-trace.ts";
import { writePlaytestTrace } from "./write-playtest-trace.ts";

const harbor = storyOf(HARBOR);
const played = (seed: number): PlaytestTrace =>
  playStory(harbor, requestOf({ policy: randomPolicy, seed, metadata: { tags: ["a", { b: 1 }] }, worldline: "storm" })).trace;

function read(text: string): PlaytestTrace {
  const reading = readTrace(text);
  if (reading.kind === "damaged") throw new Error(reading.message);
  return readPlaytestTrace(reading.trace);
}

test("[PR13] a trace that was written and read is the one that was played", () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const trace = played(seed);
    const text = writePlaytestTrace(trace);
    expect(read(text)).toEqual(trace);
    expect(writePlaytestTrace(read(text))).toBe(text);
  }
});

test("[PR12] every line of a trace is canonical, and its digest is that of its lines", () => {
  const lines = writePlaytestTrace(played(3)).trimEnd().split("\n");
  for (const line of lines) expect(canonicalJson(JSON.parse(line))).toBe(line);
  expect(readTrace(`${lines.join("\n")}\n`).kind).toBe("whole");
});

test("[PR14] no single flipped bit leaves a trace that reads as one", () => {
  const text = writePlaytestTrace(played(3));
  const from = text.indexOf("\n", text.indexOf("\n") + 1);
  for (let at = from; at < text.length; at += 7) {
    const flipped = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << (at % 7))) + text.slice(at + 1);
    expect(() => read(flipped)).toThrow();
  }
});

/** A trace of the seed 3 with other parts, under a digest that holds. */
function forged(change: (lines: Record<string, unknown>[]) => void): string {
  const lines = writePlaytestTrace(played(3))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  change(lines);
  const [header, environment, ...steps] = lines;
  const footer = steps.pop();
  const digest = digestTrace({ header, lines: steps, footer } as unknown as Parameters<typeof digestTrace>[0]);
  return [header, environment, ...steps, { ...footer, digest }].map((line) => `${canonicalJson(line)}\n`).join("");
}

const FORGERIES: readonly (readonly [string, (lines: Record<string, unknown>[]) => void, string])[] = [
  ["a header with another field", ([header]) => Object.assign(header ?? {}, { more: 1 }), "line 1"],
  ["a header without a story", ([header]) => delete header?.["story"], "line 1"],
  ["no steps allowed", (lines) => Object.assign(lines[1]?.["environment"] ?? {}, { maxSteps: 0 }), "line 2"],
  ["a step with another field", (lines) => Object.assign(lines[2] ?? {}, { more: 1 }), "line 3"],
  ["a writer without a variable", (lines) => Object.assign(lines[2] ?? {}, { by: { trust: "x", luck: "y" } }), "line 3"],
  ["a step out of order", (lines) => Object.assign(lines[3] ?? {}, { i: 5 }), "step 1: it has number 5"],
  [
    "a choice that was not offered",
    (lines) => Object.assign(lines[2] ?? {}, { chose: "wait" }),
    "`wait` was taken but not offered",
  ],
  [
    "an old value that was not there",
    (lines) => {
      const step = lines.find((line) => "set" in line) ?? {};
      const [name = ""] = Object.keys(step["set"] as object);
      step["set"] = { ...(step["set"] as object), [name]: [777, 8] };
    },
    "did not hold its old value",
  ],
  ["another start", ([header]) => Object.assign(header?.["initial"] ?? {}, { node: "hold" }), "step 0 is not at node `hold`"],
  [
    "other variables at the end",
    (lines) => Object.assign(lines.at(-1)?.["variables"] ?? {}, { hp: 99 }),
    "the variables at the end",
  ],
  ["other counts", (lines) => Object.assign(lines.at(-1)?.["counts"] ?? {}, { draws: 99 }), "the counts at the end"],
  ["other assets", (lines) => Object.assign(lines.at(-1) ?? {}, { assets: { music: ["theme-sea"] } }), "the assets at the end"],
  ["an end with a reason", (lines) => Object.assign(lines.at(-1) ?? {}, { why: "x" }), "no reason can be given"],
  ["no end and no reason", (lines) => Object.assign(lines.at(-1) ?? {}, { outcome: "loop", ending: null }), "no reason is given"],
  ["no end and an ending", (lines) => Object.assign(lines.at(-1) ?? {}, { outcome: "loop", why: "x" }), "cannot be its ending"],
  ["another outcome", (lines) => Object.assign(lines.at(-1) ?? {}, { outcome: "won" }), "the last line"],
];

test.each(FORGERIES)("[PR14] under a digest that holds, %s is still damage", (_what, change, message) => {
  expect(() => read(forged(change))).toThrow(
    expect.objectContaining({ code: "TRACE_DAMAGED", message: expect.stringContaining(message) }),
  );
});

test("[PR14] a trace without a step is damage", () => {
  expect(() => read(forged((lines) => lines.splice(2, lines.length - 3)))).toThrow(
    expect.objectContaining({ code: "TRACE_DAMAGED" }),
  );
});

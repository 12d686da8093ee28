import { expect, test } from "vitest";
import { digestOf } from "../canonical/digest.ts";
import { writePlaytestTrace } from "../playtest/record/write-playtest-trace.ts";
import { digestTrace } from "../trace/trace-digest.ts";
import { readTrace } from "../trace/read-trace.ts";
import { openComparison } from "./open-comparison.ts";
import { openTrace } from "./open-trace.ts";
import { sampleTrace } from "./trace.fixture.ts";

/** The text of the sample as it would be written, whole; `change` is made to its lines before they are digested. */
function textOf(change: (lines: string[]) => string[] = (lines) => lines): string {
  const trace = sampleTrace({ environment: { ...sampleTrace().environment, storyDigest: digestOf(1) } });
  const lines = change(writePlaytestTrace(trace).trimEnd().split("\n"));
  const [header = "", , ...rest] = lines;
  const footer = JSON.parse(rest.pop() ?? "") as { digest: string };
  const parsed = { header: JSON.parse(header), lines: rest.map((line) => JSON.parse(line)), footer };
  return [...lines.slice(0, -1), JSON.stringify({ ...footer, digest: digestTrace(parsed) })].join("\n") + "\n";
}

test("[TV11] a whole playtest is shown, and can be compared", () => {
  const opened = openTrace({ name: "a", text: textOf() });
  expect(opened).toMatchObject({ name: "a", damage: null, view: { title: "lantern" } });
  expect(opened.playtest?.steps).toHaveLength(3);
});

test("[TV11] of a trace that is cut off the steps before are shown, and the line is named", () => {
  const text = textOf();
  const cut = text.slice(0, text.indexOf("Dawn."));
  const { view, damage, playtest } = openTrace({ name: "a", text: cut });
  expect(view?.steps.map(({ place }) => place)).toEqual(["quay", "cellar"]);
  expect(view?.end.mark.tone).toBe("unknown");
  expect(damage).toMatchObject({ code: "TRACE_TRUNCATED", line: 5 });
  expect(playtest).toBeNull();
});

test("[TV11] a trace whose lines are whole and contradict each other is shown as it is, and not compared", () => {
  const text = textOf((lines) => lines.map((line) => line.replace('"chose":"fight"', '"chose":"hide"')));
  expect(readTrace(text).kind).toBe("whole");
  const { view, damage, playtest } = openTrace({ name: "a", text });
  expect(damage).toMatchObject({ code: "TRACE_DAMAGED", line: null });
  expect([view?.steps.length, playtest]).toEqual([3, null]);
});

test("[TV11] of steps of which one is missing, those before the gap are shown", () => {
  const text = textOf((lines) => lines.toSpliced(3, 1));
  expect(openTrace({ name: "a", text }).view?.steps).toHaveLength(1);
});

test.each([
  ["nothing", "", "TRACE_TRUNCATED"],
  ["another program's file", '{"log":{"version":"1.2"}}\n', "TRACE_FOREIGN"],
  ["no text at all", "\u0000\uFFFD\u0001", "TRACE_DAMAGED"],
  ["a header that is no playtest's", '{"format":"touchstone.trace/1","kind":"playtest"}\n', "TRACE_TRUNCATED"],
])("[TV11] of %s nothing can be shown, and it is said why", (_what, text, code) => {
  const { view, damage } = openTrace({ name: "a", text });
  expect(view).toBeNull();
  expect(damage?.hint).not.toBe("");
  expect([code, "TRACE_FOREIGN"]).toContain(damage?.code);
});

test("[TV5] a golden that is whole is compared; one that is damaged is only shown to be", () => {
  const [trace, golden] = [
    { name: "a", text: textOf() },
    { name: "b", text: textOf() },
  ];
  expect(openComparison({ trace, golden }).diff).toMatchObject({ equal: true, causes: [] });
  const cut = { name: "b", text: golden.text.slice(0, -40) };
  expect(openComparison({ trace, golden: cut })).toMatchObject({ diff: null, golden: { damage: { code: "TRACE_TRUNCATED" } } });
  expect(openComparison({ trace, golden: null })).toMatchObject({ diff: null, golden: null });
});

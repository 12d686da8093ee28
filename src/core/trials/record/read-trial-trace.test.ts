import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { RawTrace } from "../../trace/envelope.ts";
import { digestTrace } from "../../trace/trace-digest.ts";
import { writeTraceLines } from "../../trace/write-trace.ts";
import { capabilitiesOf } from "./capabilities-of.ts";
import { readTrialText } from "./read-trial-trace.ts";
import { ENTRIES, FOOTER, HEADER, trialText } from "./trial.fixture.ts";
import type { TrialLine } from "./trial-lines.ts";

const linesOf = (text: string): string[] => text.trimEnd().split("\n");

/** The text with one line changed and the digest made to fit, as whoever wrote the file by hand would. */
function forged(change: (raw: { header: object; lines: object[]; footer: object }) => void): string {
  const [header = "", , ...rest] = linesOf(trialText());
  const parsed = rest.map((line) => JSON.parse(line) as object);
  const raw = { header: JSON.parse(header) as object, lines: parsed.slice(0, -1), footer: parsed.at(-1) ?? {} };
  change(raw);
  const unsealed = { ...raw, environment: {} } as unknown as RawTrace;
  return writeTraceLines({ ...unsealed, footer: { ...unsealed.footer, digest: digestTrace(unsealed) } });
}

test("[RC1] what was written is read again", () => {
  const reading = readTrialText(trialText());
  expect(reading).toMatchObject({
    kind: "whole",
    trace: { header: HEADER, environment: { scenarioFile: "refund.scenario.yaml" }, footer: FOOTER },
  });
  expect(reading.kind === "whole" && reading.trace.lines).toEqual(ENTRIES.map((entry, i): TrialLine => ({ ...entry, i })));
});

test.each([
  ["a header without a mode", (raw: { header: object }) => delete (raw.header as { recordingMode?: unknown }).recordingMode, 1],
  ["a line of no kind", (raw: { lines: object[] }) => (raw.lines[2] = { i: 2, line: "dream" }), 5],
  ["a field that nobody writes", (raw: { lines: object[] }) => Object.assign(raw.lines[3] ?? {}, { mood: "good" }), 6],
  ["a line that is missing", (raw: { lines: object[] }) => raw.lines.splice(1, 1), 4],
  ["a footer of no outcome", (raw: { footer: object }) => Object.assign(raw.footer, { outcome: "ended" }), 11],
])("[RC2] what is no trial's is damage, with its line: %s", (_what, change, line) => {
  expect(readTrialText(forged(change))).toMatchObject({ kind: "damaged", damage: { code: "TRACE_DAMAGED", line } });
});

test("[RC2] a trace of another kind is told from a trial's", () => {
  const other = forged((raw) => Object.assign(raw.header, { kind: "playtest" }));
  expect(readTrialText(other)).toMatchObject({ kind: "damaged", damage: { code: "TRACE_FOREIGN", line: 1 } });
  expect(readTrialText("hello")).toMatchObject({ kind: "damaged", damage: { code: "TRACE_FOREIGN" } });
});

test("[RC3] cut off anywhere after its first lines, a trace is read up to the cut", () => {
  const text = trialText();
  const start = linesOf(text).slice(0, 2).join("\n").length + 1;
  for (let length = start; length < text.length - 1; length += 7) {
    const cut = text.slice(0, length);
    const whole = cut.split("\n").length - 1 - 2 + (text[length] === "\n" ? 1 : 0);
    expect(readTrialText(cut)).toMatchObject({
      kind: "partial",
      trace: { header: HEADER, environment: { scenarioFile: "refund.scenario.yaml" }, footer: null },
      damage: { code: "TRACE_TRUNCATED" },
    });
    const reading = readTrialText(cut);
    expect(reading.kind === "partial" && reading.trace.lines.length).toBe(whole);
  }
});

test("[RC3] a trace that was changed is no part of one", () => {
  expect(readTrialText(trialText().replace("goo goo", "foo foo"))).toMatchObject({ kind: "damaged" });
});

test("[RC4] whatever the text, reading does not throw", () => {
  const piece = fc.oneof(fc.constantFrom(...linesOf(trialText())), fc.json());
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => void readTrialText(pieces.join("\n"))),
    { numRuns: 50 },
  );
});

test("[RC6] a trace without content cannot be judged by content", () => {
  expect(capabilitiesOf("full")).toContain("content");
  expect(capabilitiesOf("metadata_only")).toEqual(["usage", "cost", "latency", "complete"]);
});

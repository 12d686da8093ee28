import * as fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_TRACE_CHARS, MAX_TRACE_DEPTH, type RawTrace, type TraceDamage } from "./envelope.ts";
import { readTrace } from "./read-trace.ts";
import { digestTrace, openTraceDigest } from "./trace-digest.ts";
import { toTraceError } from "./trace-error.ts";
import { writeTraceLines } from "./write-trace.ts";
import { digestText } from "../canonical/digest.ts";

/** A small trace with three steps, written as a file. */
function sample(extra: Partial<RawTrace> = {}): string {
  const unsealed = {
    header: { format: "touchstone.trace/1", kind: "playtest" as const, seed: 3 },
    environment: { touchstone: "0.1.0" },
    lines: [
      { i: 0, node: "quay" },
      { i: 1, node: "pier", chose: "jump" },
      { i: 2, node: "fähre" },
    ],
    footer: { outcome: "ended", counts: { steps: 3 }, digest: "" },
    ...extra,
  };
  return writeTraceLines({ ...unsealed, footer: { ...unsealed.footer, digest: digestTrace(unsealed) } });
}

function damageOf(text: string): TraceDamage {
  const reading = readTrace(text);
  if (reading.kind === "whole") throw new Error("the trace is whole");
  return reading;
}

const linesOf = (text: string): string[] => text.trimEnd().split("\n");

test("[TR1] what was written is read again, and its digest holds", () => {
  const reading = readTrace(sample());
  expect(reading).toMatchObject({ kind: "whole", trace: { header: { seed: 3 }, environment: { touchstone: "0.1.0" } } });
  expect(reading.kind === "whole" && reading.trace.lines.map((line) => line["node"])).toEqual(["quay", "pier", "fähre"]);
});

test("[TR1] line ends of Windows and a missing last line break change nothing", () => {
  expect(readTrace(sample().replaceAll("\n", "\r\n")).kind).toBe("whole");
  expect(readTrace(sample().trimEnd()).kind).toBe("whole");
});

test("[TR2] the digest is SHA-256 of header, steps and footer without its digest, a line break after each", () => {
  const [header = "", , first = "", second = "", third = ""] = linesOf(sample());
  const footer = '{"counts":{"steps":3},"outcome":"ended"}';
  const text = [header, first, second, third, footer].map((line) => `${line}\n`).join("");
  const digest = openTraceDigest();
  for (const line of [header, first, second, third, footer]) digest.add(line);
  expect(digest.value()).toBe(digestText(text));
  expect(sample()).toContain(digestText(text));
});

test("[TR2] the environment is not part of the digest", () => {
  const elsewhere = sample({ environment: { touchstone: "9.9.9", storyFile: "elsewhere.yaml" } });
  expect(readTrace(elsewhere).kind).toBe("whole");
  expect(linesOf(elsewhere).at(-1)).toBe(linesOf(sample()).at(-1));
});

test("[TR3] a trace that was cut off anywhere is known as such, with the line and all that stands before", () => {
  const text = sample();
  for (let length = 1; length < text.length - 1; length += 1) {
    const damage = damageOf(text.slice(0, length));
    const whole = text.slice(0, length + 1).split("\n").length - 1;
    // Before the format stands nothing says that it was a trace.
    expect(damage.code).toBe(length < text.indexOf("/1") + 1 ? "TRACE_FOREIGN" : "TRACE_TRUNCATED");
    expect(damage.line).toBe(whole + 1);
    expect(damage.prefix?.lines.length ?? 0).toBe(Math.max(0, whole - 2));
  }
});

test("[TR3] a file that was cut at the end of a line names the first line that is missing", () => {
  const cut = `${linesOf(sample()).slice(0, 4).join("\n")}\n`;
  expect(damageOf(cut)).toMatchObject({ code: "TRACE_TRUNCATED", line: 5 });
  expect(damageOf("")).toMatchObject({ code: "TRACE_TRUNCATED", line: 1, message: "the file is empty" });
});

test("[TR4] any flipped bit outside of the environment is found", () => {
  const text = sample();
  const [header = "", environment = ""] = linesOf(text);
  const start = header.length + 1;
  const end = start + environment.length;
  const positions = fc.integer({ min: 0, max: text.length - 2 }).filter((at) => at < start || at >= end);
  fc.assert(
    fc.property(positions, fc.integer({ min: 0, max: 6 }), (at, bit) => {
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << bit));
      expect(readTrace(text.slice(0, at) + flipped + text.slice(at + 1)).kind).toBe("damaged");
    }),
    { numRuns: 500 },
  );
});

test("[TR4] a changed step is told by the line of the digest, a broken one by its own", () => {
  expect(damageOf(sample().replace("pier", "dier"))).toMatchObject({ code: "TRACE_DAMAGED", line: 6 });
  expect(damageOf(sample().replace('"pier"', '"pier'))).toMatchObject({
    code: "TRACE_DAMAGED",
    line: 4,
    message: "line 4 is not JSON",
    prefix: { lines: [{ node: "quay" }] },
  });
});

test.each([
  ["an empty line", (lines: string[]) => lines.toSpliced(3, 0, ""), 4],
  ["a line that is no object", (lines: string[]) => lines.toSpliced(3, 0, "[1]"), 4],
  ["no environment", (lines: string[]) => lines.toSpliced(1, 1), 2],
  ["a line after the last", (lines: string[]) => [...lines, lines[2] ?? ""], 7],
  ["half a character", (lines: string[]) => lines.toSpliced(3, 0, '{"text":"\\ud83d"}'), 4],
  ["half a character, unescaped", (lines: string[]) => lines.toSpliced(3, 0, '{"text":"\ud83d"}'), 4],
  ["a number that is not finite", (lines: string[]) => lines.toSpliced(3, 0, '{"gold":1e999}'), 4],
  ["a footer without a digest", (lines: string[]) => lines.with(5, '{"outcome":"ended"}'), 7],
])("[TR4] %s is found, with its line", (_what, change, line) => {
  expect(damageOf(change(linesOf(sample())).join("\n"))).toMatchObject({ line });
});

test("[TR5] a trace of another version is told from a file that is none", () => {
  const newer = sample().replace("touchstone.trace/1", "touchstone.trace/2");
  expect(damageOf(newer)).toMatchObject({ code: "TRACE_VERSION", line: 1 });
  expect(damageOf(newer).message).toContain("`touchstone.trace/2`");
  for (const foreign of ['{"meta":{"seed":3}}', "\n\n", "PNG\u0000\u0001", "[".repeat(200_000), '{"format":3}', "null"]) {
    expect(damageOf(foreign)).toMatchObject({ code: "TRACE_FOREIGN", line: 1, prefix: null });
  }
  expect(damageOf(sample().replace('"playtest"', '"dream"'))).toMatchObject({ code: "TRACE_FOREIGN" });
});

test("[TR6] a line that nests too deep is refused before anything walks it", () => {
  const nest = (levels: number): RawTrace["lines"][number] => {
    let value: unknown = 0;
    for (let level = 1; level < levels; level += 1) value = [value];
    return { deep: value };
  };
  expect(readTrace(sample({ lines: [nest(MAX_TRACE_DEPTH)] })).kind).toBe("whole");
  const deep = linesOf(sample()).with(3, `{"deep":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
  expect(damageOf(deep.join("\n"))).toMatchObject({ code: "TRACE_DAMAGED", line: 4 });
  const quoted = sample({ lines: [{ say: '[{"\\'.repeat(500) }] });
  expect(readTrace(quoted).kind).toBe("whole");
});

test("[TR7] a trace beyond the limit is refused unread, and one of 50 MB without a step is no trace", () => {
  const damage = damageOf("x".repeat(MAX_TRACE_CHARS + 1));
  expect(damage).toMatchObject({ code: "TRACE_TOO_LARGE", line: 1 });
  expect(damageOf("\n".repeat(50_000_000))).toMatchObject({ code: "TRACE_FOREIGN", line: 1 });
});

test("[TR8] whatever the text, reading does not throw", () => {
  const lines = fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.json(), fc.constantFrom(...linesOf(sample()))), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(lines, (some) => void readTrace(some.join("\n"))),
    { numRuns: 40 },
  );
});

test("[TR9] damage is told as a failure with file and line", () => {
  const error = toTraceError(damageOf(sample().replace("pier", "dier")), "goldens/mc/quay.trace.jsonl");
  expect(error).toMatchObject({ code: "TRACE_DAMAGED", place: { file: "goldens/mc/quay.trace.jsonl", line: 6, column: 1 } });
  expect(error.hint).toBe("Restore the file from version control, or record the run anew");
});

/** A trial's trace: what the digest leaves out stands beside what it covers. */
function trialText(change: (parts: { header: object; clock: object; footer: object }) => object = (parts) => parts): string {
  const parts = change({
    header: { format: "touchstone.trace/1", kind: "trial", traceId: "a", runId: "b", trialIndex: 0 },
    clock: { i: 1, line: "clock", latencyMs: 3 },
    footer: { outcome: "passed", latencyMs: 3, score: 1 },
  }) as { header: RawTrace["header"]; clock: RawTrace["lines"][number]; footer: object };
  const lines = [{ i: 0, line: "error" }, parts.clock];
  const unsealed = {
    header: parts.header,
    environment: {},
    lines,
    footer: { ...parts.footer, digest: "" } as RawTrace["footer"],
  };
  return writeTraceLines({ ...unsealed, footer: { ...unsealed.footer, digest: digestTrace(unsealed) } });
}

test("[TR10] trials that went alike have one digest, whoever ran them and however long they took", () => {
  const elsewhere = trialText(({ header, clock, footer }) => ({
    header: { ...header, traceId: "c", runId: "d" },
    clock: { ...clock, latencyMs: 900 },
    footer: { ...footer, latencyMs: 900 },
  }));
  expect(readTrace(elsewhere).kind).toBe("whole");
  const digestOfText = (text: string): unknown => (JSON.parse(linesOf(text).at(-1) ?? "") as { digest: unknown }).digest;
  expect(digestOfText(elsewhere)).toBe(digestOfText(trialText()));
});

test("[TR10] a change of anything else in a trial's trace is found", () => {
  for (const [from, to] of [
    ['"trialIndex":0', '"trialIndex":1'],
    ['"line":"error"', '"line":"other"'],
    ['"score":1', '"score":2'],
    ['"line":"clock"', '"line":"crock"'],
  ] as const)
    expect(damageOf(trialText().replace(from, to)), to).toMatchObject({ code: "TRACE_DAMAGED" });
});

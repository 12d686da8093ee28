import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { DRAWN_EVIDENCE } from "../../core/assets/trace/drawn-evidence.fixture.ts";
import { generationTrace } from "../../core/assets/trace/generation-trace.ts";
import { writeTraceLines } from "../../core/trace/write-trace.ts";
import { exitCodeOfPage, writeTracePage } from "./write-trace-page.ts";

const WHOLE = writeTraceLines(generationTrace(DRAWN_EVIDENCE));
const VIEWER = { script: "", style: "" };

function target(): string {
  const workshop = createWorkshop("trace-page");
  onTestFinished(workshop.remove);
  return workshop.at("deep", "page.html");
}

test("a page holds each trace as it is, says how much of it can be shown, and is written where it was asked for", async () => {
  const out = target();
  const traces = [{ name: "lamp", text: WHOLE }];
  const written = await writeTracePage({ traces, golden: null, viewer: VIEWER, out });
  expect(written).toEqual({ file: out, golden: null, traces: [{ name: "lamp", damage: null, steps: expect.any(Number) }] });
  expect(readFileSync(out, "utf8")).toContain("touchstone.trace/1");
  expect(exitCodeOfPage(written)).toBe(0);
});

test("a damaged trace, or a damaged golden, is written all the same, named, and told by the exit code", async () => {
  const cut = { name: "cut", text: WHOLE.slice(0, 900) };
  const whole = { name: "lamp", text: WHOLE };
  const both = await writeTracePage({ traces: [cut, whole], golden: null, viewer: VIEWER, out: target() });
  expect(both.traces.map(({ damage }) => damage?.code ?? null)).toEqual(["TRACE_TRUNCATED", null]);
  expect(exitCodeOfPage(both)).toBe(5);
  const golden = await writeTracePage({ traces: [whole], golden: cut, viewer: VIEWER, out: target() });
  expect(exitCodeOfPage(golden)).toBe(5);
});

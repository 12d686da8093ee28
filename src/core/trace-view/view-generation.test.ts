import { expect, test } from "vitest";
import { DRAWN_EVIDENCE } from "../assets/trace/drawn-evidence.fixture.ts";
import { generationTrace } from "../assets/trace/generation-trace.ts";
import { openTrace } from "./open-trace.ts";
import { digestTrace } from "../trace/trace-digest.ts";
import { writeTraceLines } from "../trace/write-trace.ts";
import { viewGeneration } from "./view-generation.ts";

const raw = generationTrace(DRAWN_EVIDENCE);
const view = viewGeneration(raw);

test("[TV2] a version's making is shown in steps: candidates as choices, what was settled as variables", () => {
  expect(view).toMatchObject({ kind: "generation", title: "lamp", play: null, digest: raw.footer.digest });
  const lora = view.steps.find(({ place }) => place === "lora");
  expect(lora).toMatchObject({
    offered: [{ id: "wick-cel", text: "part of baseline `pony-wick`" }],
    refused: [{ id: "tide-glass", text: "tide-glass", why: "must not meet `ember-core`" }],
    sets: [{ name: "lora wick-cel", old: null, new: 0.8, by: "baseline" }],
  });
  expect(view.facts).toContainEqual(["version", "version-lamp"]);
  expect(view.facts.find(([name]) => name === "attempts")?.[1]).toContain("lost");
});

test("[TV2] each check, the verdict and the route has its own mark, and images are assets", () => {
  const marks = view.steps.flatMap(({ place, mark }) => (mark === null ? [] : [[place, mark.tone]]));
  expect(marks.map(([place]) => place)).toEqual([
    ...DRAWN_EVIDENCE.checks.map(({ check }) => `check ${check}`),
    "verdict",
    "route",
  ]);
  expect(view.end).toEqual({ mark: expect.objectContaining({ word: "uncertain" }), text: "sent to a person" });
  expect(view.assets).toEqual([{ kind: "images", ids: DRAWN_EVIDENCE.images.map(({ blob }) => blob) }]);
});

test("[TV2] a word of a later version is shown as it is, and judged by nobody", () => {
  const later = viewGeneration({ ...raw, footer: { ...raw.footer, outcome: "splendid", route: "museum" } });
  expect(later.end).toEqual({ mark: { icon: "→", word: "splendid", tone: "unknown" }, text: null });
});

test("[TV2] a version's making that was cut off has no end", () => {
  const { header, lines } = raw;
  expect(viewGeneration({ header, lines: lines.slice(0, 3) })).toMatchObject({
    end: { mark: { tone: "unknown" } },
    digest: null,
  });
});

test("[TV11] a line that is no step of a version's making is damage, with its line", () => {
  const text = writeTraceLines(raw);
  expect(openTrace({ name: "a", text })).toMatchObject({ name: "a", damage: null, playtest: null, view: { title: "lamp" } });
  const foreign = writeTraceLines(generationLike([...raw.lines.slice(0, 2), { i: 2, step: "dance" }]));
  expect(openTrace({ name: "a", text: foreign }).damage).toMatchObject({ code: "TRACE_DAMAGED", line: 5 });
});

/** The trace with other lines, and the digest that they have. */
function generationLike(lines: typeof raw.lines): typeof raw {
  return { ...raw, lines, footer: { ...raw.footer, digest: digestTrace({ ...raw, lines }) } };
}

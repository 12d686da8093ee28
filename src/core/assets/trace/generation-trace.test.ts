import { expect, test } from "vitest";

import { readTrace } from "../../trace/read-trace.ts";
import { writeTraceLines } from "../../trace/write-trace.ts";
import { DRAWN_EVIDENCE } from "./drawn-evidence.fixture.ts";
import { generationStep } from "./generation-step.ts";
import { generationTrace } from "./generation-trace.ts";

const trace = generationTrace(DRAWN_EVIDENCE);
const digestWith = (change: Partial<typeof DRAWN_EVIDENCE>): string =>
  generationTrace({ ...DRAWN_EVIDENCE, ...change }).footer.digest;

test("[P84] a version's trace goes from its inputs to its route, each decision with what was taken and left out", () => {
  const steps = trace.lines.map((line) => generationStep.parse(line));
  expect(steps.map(({ step, of }) => (of === undefined ? step : `${step} ${of}`))).toEqual([
    "inputs",
    "checkpoint",
    "profile",
    "baseline",
    "lora",
    "contract",
    "prompt",
    "seed",
    "parameters",
    "recipe",
    ...DRAWN_EVIDENCE.images.map(({ variant, part }) => `image ${variant}${part === null ? "" : ` ${part}`}`),
    ...DRAWN_EVIDENCE.checks.map(({ check }) => `check ${check}`),
    "verdict",
    "route",
  ]);
  expect(steps.find(({ step }) => step === "lora")).toMatchObject({
    chosen: [{ id: "wick-cel", why: "part of baseline `pony-wick`" }],
    refused: [{ id: "tide-glass", why: "must not meet `ember-core`" }],
    set: { "lora wick-cel": { value: 0.8, by: "baseline" } },
  });
  expect(steps.find(({ step }) => step === "contract")?.set).toMatchObject({
    "contract size": { value: "width 64, height 32", by: "output lamp" },
    "contract palette": { value: "colors #101010 #f0f0f0, maxDistance 0.2" },
  });
  expect(steps.find(({ step }) => step === "prompt")?.refused).toEqual([
    { id: "tag_prompt_map item:lamp", why: "positive: lantern × 1.2: displaced by the spec" },
    { id: "runtime_safety runtimeSafety", why: "positive: score_9: stands there already" },
  ]);
  expect(steps.at(-1)).toMatchObject({ step: "route", outcome: DRAWN_EVIDENCE.route, why: DRAWN_EVIDENCE.reasons });
});

test("[P84] it is a whole trace, and the same each time", () => {
  expect(readTrace(writeTraceLines(trace))).toEqual({ kind: "whole", trace });
  expect(generationTrace(structuredClone(DRAWN_EVIDENCE))).toEqual(trace);
});

test("[P84] a seed that was drawn is said to have been", () => {
  const drawn = generationTrace({ ...DRAWN_EVIDENCE, plan: { ...DRAWN_EVIDENCE.plan, drawnSeed: 77 } });
  expect(drawn.lines.find(({ step }) => step === "seed")).toMatchObject({ why: [expect.stringContaining("`77`")] });
});

test("[P85] ids, times, attempts and machines change nothing of the digest; decisions, pixels and findings do", () => {
  const { environment, images, checks, plan } = DRAWN_EVIDENCE;
  const digest = trace.footer.digest;
  expect(digestWith({ versionId: "v", jobId: "j", attempts: [], timing: { planMs: 0, renderMs: 9 } })).toBe(digest);
  expect(digestWith({ environment: { ...environment, touchstone: "9", envId: "env" } })).toBe(digest);
  expect(digestWith({ images: images.map((image) => ({ ...image, blob: "sha256:other" })) })).toBe(digest);
  expect(digestWith({ images: images.map((image) => ({ ...image, pixelSha256: "other" })) })).not.toBe(digest);
  expect(digestWith({ checks: checks.slice(1) })).not.toBe(digest);
  expect(digestWith({ plan: { ...plan, stack: [] } })).not.toBe(digest);
  expect(digestWith({ route: "reject" })).not.toBe(digest);
});

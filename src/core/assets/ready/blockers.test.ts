import { expect, test } from "vitest";
import { type Changes, inputsOf, inShort, planWith, SETTINGS, sketchOf } from "../../../../tests/support/records.ts";
import { planSpec } from "../plan/plan-spec.ts";
import type { Spec } from "../records/spec.ts";
import { findBlockers, findMakeObstacle } from "./blockers.ts";

const specWith = (status: Spec["status"]): Spec => inputsOf(sketchOf({ spec: { status } })).spec;

test("[P65] every blocker is named at once, each with its own way out", () => {
  const changes: Changes = {
    spec: {
      tags: ["item:lost"],
      entityLink: { entity: "lost", role: "portrait" },
      promptPolicy: { preset: "lost" },
      loras: [{ lora: "lost" }],
      contract: { frames: 3 },
      workflow: "lost",
      style: { mode: "lock_to_spec_style" },
    },
  };
  const plan = planWith(changes);
  const blockers = findBlockers(inputsOf(sketchOf(changes)).spec, plan);
  expect(blockers.map((blocker) => blocker.code)).toEqual([
    "unknown_preset",
    "unknown_tag",
    "unknown_entity",
    "missing_anchor",
    "unknown_workflow",
    "unknown_lora",
    "contract_contradiction",
  ]);
  expect(new Set(blockers.map((blocker) => blocker.hint)).size).toBe(blockers.length);
  expect(inShort(plan.explanation.blocked)).toHaveLength(blockers.length);
});

test("[P65] a deprecated spec cannot be ready, and a plain draft can", () => {
  const deprecated = inputsOf(sketchOf({ spec: { status: "deprecated" } }));
  expect(findBlockers(deprecated.spec, planSpec(deprecated, SETTINGS)).map((blocker) => blocker.code)).toEqual(["deprecated"]);
  const draft = inputsOf(sketchOf());
  expect(findBlockers(draft.spec, planSpec(draft, SETTINGS))).toEqual([]);
});

test("[P54] a ready spec that the lock has frozen may be made", () => {
  expect(findMakeObstacle(specWith("ready"), { unlocked: false })).toBeNull();
});

test("[P54] any other may not, and is told the way out", () => {
  const ready = "Run `touchstone spec ready sword`";
  expect(findMakeObstacle(specWith("ready"), { unlocked: true })).toEqual({
    code: "not_locked",
    detail: "spec `sword` says ready but is not in touchstone.lock",
    hint: ready,
  });
  expect(findMakeObstacle(specWith("draft"), { unlocked: false })).toEqual({
    code: "not_ready",
    detail: "spec `sword` is draft",
    hint: ready,
  });
  const deprecated = findMakeObstacle(specWith("deprecated"), { unlocked: false });
  expect(deprecated).toMatchObject({ code: "deprecated", detail: "spec `sword` is deprecated" });
  expect(deprecated?.hint).not.toBe(ready);
});

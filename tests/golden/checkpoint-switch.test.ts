import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Plan } from "../../src/core/assets/plan/plan.ts";
import { planSpec } from "../../src/core/assets/plan/plan-spec.ts";
import { selectInputs } from "../../src/core/assets/plan/select-inputs.ts";
import type { ProjectRecords } from "../../src/core/assets/records/project-records.ts";
import type { Spec } from "../../src/core/assets/records/spec.ts";
import { planState, previewSettings } from "../../src/engine/plan.ts";
import { type LoadedProject, loadProject } from "../../src/engine/project.ts";
import type { Studio } from "../../src/engine/studio.ts";
import { copySample, createWorkshop, editFile, studioAt } from "../support/sample-game.ts";
import { touchstoneJson } from "../support/touchstone.ts";

// Gate pack of the seed: no plan ever mixes two checkpoints, and a ready spec's plan does not follow a changed default.

const SETTINGS = { builtinRenderer: "procedural/1", drawnSeed: 7, adjustments: [] };
const CHECKPOINTS = ["copax", "pony"];

const workshop = createWorkshop("switch");
const dir = workshop.at("game");
let records: ProjectRecords;

beforeAll(async () => {
  copySample(dir);
  ({ records } = await loadProject({ projectDir: dir }));
});
afterAll(workshop.remove);

/** A spec on a checkpoint, with everything else as its author wrote it. */
function planOn(spec: Spec, checkpoint: string): Plan {
  return planSpec(selectInputs(records, { ...spec, checkpoint }), SETTINGS);
}

/** What in a plan belongs to another checkpoint than the plan's own. */
function strangers({ checkpoint, profile, baseline, stack, prompt }: Plan): readonly string[] {
  const own = checkpoint?.id ?? "";
  const isOwn = (used: { readonly checkpointId: string } | undefined): boolean => used?.checkpointId === own;
  const fits = (lora: string): boolean => records.loras.get(lora)?.checkpoints.includes(own) === true;
  const said = prompt?.trace.filter(({ layer }) => layer === "checkpoint_base" || layer === "checkpoint_asset_type") ?? [];
  const profiles = records.profiles.filter((each) => each.id === profile?.id && each.version === profile.version);
  return [
    ...(profile === null || profiles.some(isOwn) ? [] : [`profile ${profile.id}`]),
    ...(baseline === null || isOwn(records.baselines.get(baseline.id)) ? [] : [`baseline ${baseline.id}`]),
    ...stack.filter(({ lora }) => !fits(lora)).map(({ lora }) => `LoRA ${lora}`),
    ...said.filter(({ recordId }) => recordId.split("/")[0] !== profile?.id).map(({ recordId }) => `prompt of ${recordId}`),
  ];
}

describe.each(CHECKPOINTS)("with every sample spec on %s", (checkpoint) => {
  test("no plan holds a baseline, profile, prompt or LoRA of the other checkpoint", () => {
    const plans = [...records.specs.values()].map((spec) => planOn(spec, checkpoint));
    expect(plans.length).toBeGreaterThanOrEqual(29);
    expect(plans.flatMap((plan) => strangers(plan).map((what) => `${plan.spec}: ${what}`))).toEqual([]);
  });

  test("a plan that cannot be satisfied says why and has no digests; any other has both", () => {
    for (const spec of records.specs.values()) {
      const { explanation, renderDigest, recipeDigest } = planOn(spec, checkpoint);
      const isBlocked = explanation.blocked.length > 0;
      expect([spec.id, renderDigest === null, recipeDigest === null]).toEqual([spec.id, isBlocked, isBlocked]);
      for (const { detail, reasonCode } of explanation.blocked) expect([detail, reasonCode]).not.toContain("");
    }
  });

  test("what the other checkpoint's LoRAs would add is listed as skipped, with the reason", () => {
    const plan = planOn(records.specs.get("tidestone") as Spec, checkpoint);
    const other = checkpoint === "copax" ? "saltglow-pony" : "saltglow-copax";
    expect(plan.explanation.skipped).toContainEqual(
      expect.objectContaining({ id: other, reasonCode: "incompatible_checkpoint" }),
    );
  });
});

test("there and back again is the plan one came from", () => {
  for (const spec of records.specs.values()) {
    const home = spec.checkpoint ?? "";
    const away = planOn(spec, home === "copax" ? "pony" : "copax");
    expect(away.checkpoint?.id).not.toBe(home);
    expect(planOn({ ...spec, checkpoint: away.checkpoint?.id ?? "" }, home)).toEqual(planOn(spec, home));
  }
});

describe("plans of ready specs, once the default profile moves on", () => {
  const PONY = ["pony-scores", "pony-rival"] as const;
  let newest: string;
  beforeAll(async () => {
    await touchstoneJson(["spec", "ready", "--all"], { cwd: dir, exitCode: 6 });
    newest = readFileSync(`${dir}/profiles/pony/pony-scores.v2.yaml`, "utf8");
    const rival = newest.replace("id: pony-scores", "id: pony-rival").replace("version: 2", "version: 1");
    writeFileSync(`${dir}/profiles/pony/pony-rival.v1.yaml`, rival.replace("score_9,", "rival,"));
  });

  test("are the same over 100 changes of the default", async () => {
    await studioAt(dir)("read", async (studio) => {
      const project = await loadProject(studio);
      const before = await planReady(studio, project);
      expect(before.size).toBe(26);
      for (let change = 1; change <= 100; change += 1) {
        const changed = withDefaultProfile(project, PONY[change % 2] ?? "");
        expect(await planReady(studio, changed)).toEqual(before);
      }
    });
  });

  test("are the same when the files say so, and when new versions of the profile appear", async () => {
    await studioAt(dir)("read", async (studio) => {
      const before = await planReady(studio, await loadProject(studio));
      editFile(`${dir}/touchstone.yaml`, "defaultProfile: pony-scores", "defaultProfile: pony-rival");
      expect(await planReady(studio, await loadProject(studio))).toEqual(before);
      for (const version of [3, 4, 5]) {
        const text = newest.replace("version: 2", `version: ${version}`).replace("score_9,", `score_9, v${version},`);
        writeFileSync(`${dir}/profiles/pony/pony-scores.v${version}.yaml`, text);
        expect(await planReady(studio, await loadProject(studio))).toEqual(before);
      }
    });
    const args = ["spec", "show", "wick-owl"];
    const shown = await touchstoneJson<{ stale: boolean; differences: { decision: string }[] }>(args, { cwd: dir });
    expect(shown.stale).toBe(true);
    expect(shown.differences.map(({ decision }) => decision)).toContain("profile");
  });
});

function withDefaultProfile(project: LoadedProject, defaultProfile: string): LoadedProject {
  const { policies } = project.records.project;
  const pony = { ...policies.checkpoints["pony"], defaultProfile };
  const checkpoints = { ...policies.checkpoints, pony };
  const changed = { ...project.records.project, policies: { ...policies, checkpoints } };
  return { ...project, records: { ...project.records, project: changed } };
}

async function planReady(studio: Studio, project: LoadedProject): Promise<ReadonlyMap<string, Plan>> {
  const ready = [...project.records.specs.values()].filter((spec) => spec.status === "ready");
  const planned = ready.map(async (spec) => {
    const { state } = await planState(studio, project, spec);
    return [spec.id, planSpec(state.inputs, previewSettings(studio))] as const;
  });
  return new Map(await Promise.all(planned));
}

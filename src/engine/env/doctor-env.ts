import { z } from "zod";
import { type EnvFound, healthOf } from "../../core/env/status/env-check.ts";
import type { EnvCheck, EnvHealth } from "../../core/env/status/env-health.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { defineVerb } from "../verb.ts";
import type { EnvScene } from "./doctor/env-scene.ts";
import { lookAtManager, lookAtModels, lookAtNodes } from "./doctor/look-at-comfyui.ts";
import { lookAtDuplicates, lookAtFiles, lookAtGeneration, lookAtIntent, lookAtPackages } from "./doctor/look-at-production.ts";
import { lookAtComfyui, lookAtDisk, lookAtGit, lookAtPython, lookAtUv } from "./doctor/look-at-tools.ts";
import { lookAtConfig, openScene } from "./doctor/open-scene.ts";

/** Looks at everything that the governed environment rests on. Opens no model file, runs no code of a node pack. */
export const envDoctorVerb = defineVerb({
  name: "env.doctor",
  summary: "Look at what the environment rests on: tools, production against its lock, node packs, model files, disk",
  access: "files",
  input: z.strictObject({}),
  async run(studio): Promise<EnvHealth> {
    const scene = await openScene(studio);
    const checks: EnvCheck[] = [];
    for (const [id, look] of LOOKS) checks.push({ id, ...(await settle(async () => await look(scene))) });
    return healthOf(checks);
  },
});

/** A failure that a person can mend is a finding; anything else is a bug and is thrown on. */
async function settle(look: () => Promise<EnvFound>): Promise<EnvFound> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return { outcome: "fail", detail: error.message, hint: error.hint ?? null, items: error.problems.map((one) => one.message) };
  }
}

const LOOKS: readonly (readonly [EnvCheck["id"], (scene: EnvScene) => Promise<EnvFound>])[] = [
  ["uv", lookAtUv],
  ["git", lookAtGit],
  ["config", lookAtConfig],
  ["comfyui", lookAtComfyui],
  ["disk", lookAtDisk],
  ["intent", lookAtIntent],
  ["generation", lookAtGeneration],
  ["python", lookAtPython],
  ["packages", lookAtPackages],
  ["duplicates", lookAtDuplicates],
  ["files", lookAtFiles],
  ["nodes", lookAtNodes],
  ["manager", lookAtManager],
  ["models", lookAtModels],
];

import { access, constants, statfs } from "node:fs/promises";
import { join } from "node:path";
import { canWrite } from "../../../adapters/files/can-write.ts";
import { findGit } from "../../../adapters/git/find-git.ts";
import { findUv } from "../../../adapters/uv/find-uv.ts";
import { readPyvenv } from "../../../adapters/uv/read-pyvenv.ts";
import { badlyFound, type EnvFound, notLookedAt, wellFound } from "../../../core/env/status/env-check.ts";
import { isThere } from "../is-there.ts";
import type { EnvScene } from "./env-scene.ts";

const GIB = 1024 ** 3;
/** Guess: an environment with torch for a GPU takes about so much, and a candidate is built beside it. */
const LOW_GIB = 8;

/** @throws TouchstoneError UV_MISSING */
export async function lookAtUv({ studio }: EnvScene): Promise<EnvFound> {
  const { path, version } = await findUv(studio.machine);
  return wellFound(`uv ${version} at \`${path}\``);
}

/** @throws TouchstoneError GIT_MISSING */
export async function lookAtGit({ studio }: EnvScene): Promise<EnvFound> {
  const { path, version } = await findGit(studio.machine);
  return wellFound(`git ${version} at \`${path}\``);
}

/** The Python that production was built with: without it nothing of production runs. */
export async function lookAtPython({ production }: EnvScene): Promise<EnvFound> {
  if (production === null) return notLookedAt("there is no production to look at");
  const { version } = production.loaded.manifest.python;
  const found = await readPyvenv(production.dir);
  if (found === null) {
    return badlyFound("fail", {
      detail: `the Python ${version} that generation ${production.number} runs on is gone`,
      hint: "Install it again, or roll back with `touchstone env rollback`; see docs/guides/environment.md#python",
    });
  }
  if (found.version === version) return wellFound(`Python ${version} at \`${found.python}\``);
  return badlyFound("warn", {
    detail: `generation ${production.number} was built on Python ${version}, and runs on ${found.version} now`,
    hint: "Build it anew with a transaction, or install the former Python; see docs/guides/environment.md#python",
  });
}

/** @throws TouchstoneError what reading the config throws is told by the look before */
export async function lookAtComfyui({ comfyuiDir }: EnvScene): Promise<EnvFound> {
  if (comfyuiDir === null) return notLookedAt("no config to read");
  const main = join(comfyuiDir, "main.py");
  const isThere = await access(main, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (isThere) return wellFound(comfyuiDir);
  return badlyFound("fail", {
    detail: `\`${comfyuiDir}\` has no \`main.py\``,
    hint: "Set `paths.comfyui_dir` in env/config.toml; see docs/guides/environment.md#comfyui",
  });
}

export async function lookAtDisk({ home }: EnvScene): Promise<EnvFound> {
  // Before `env init`, and after its failure, the folder may not be there.
  const dir = (await isThere(home.dir)) ? home.dir : home.projectDir;
  if (!(await canWrite(dir))) {
    return badlyFound("fail", {
      detail: `the folder \`${dir === home.dir ? "env" : "."}\` cannot be written`,
      hint: "Give yourself write access; see docs/guides/environment.md#damaged",
    });
  }
  const { bavail, bsize } = await statfs(dir);
  const free = (bavail * bsize) / GIB;
  const detail = `${free.toFixed(1)} GiB free`;
  if (free >= LOW_GIB) return wellFound(detail);
  return badlyFound("warn", {
    detail: `${detail}: a candidate with a large torch may not fit`,
    hint: "Free some room, or lower `rollback.kept_generations` in env/config.toml",
  });
}

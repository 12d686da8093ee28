import { z } from "zod";
import { findGit } from "../../../adapters/git/find-git.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { OutPath } from "../../out-path.ts";
import type { Studio } from "../../studio.ts";
import { defineVerb } from "../../verb.ts";
import { envHomeOf } from "../env-home.ts";
import { isThere } from "../is-there.ts";
import { openBase, openProduction } from "../open-base.ts";
import { writeBundle } from "./write-bundle.ts";

const ExportInput = z.strictObject({
  out: OutPath.describe("The bundle's folder, absolute; must not exist yet"),
  generation: z.int().min(1).optional().describe("Which generation; default: production"),
});

/** A bundle that was written. */
export interface ExportAnswer {
  readonly dir: string;
  readonly generation: number;
  readonly envId: string;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Writes a generation as a folder that another machine can build it from.
 *
 * @throws TouchstoneError ENV_NOT_FOUND, SNAPSHOT_NOT_FOUND, ENV_DAMAGED, NODE_EDITED, GIT_MISSING, INPUT_INVALID where something is
 *         there already; READ_ONLY, DISK_FULL, DISK_FAILED.
 */
async function exportEnv(studio: Studio, { out, generation }: z.output<typeof ExportInput>): Promise<ExportAnswer> {
  const home = envHomeOf(studio.projectDir);
  const production = await openProduction(home);
  const base = generation === undefined ? production : await openBase(home, generation);
  if (await isThere(out)) {
    throw new TouchstoneError("INPUT_INVALID", `\`${out}\` is there already`, { hint: "Name a folder that is not there yet" });
  }
  const written = await writeBundle(
    { home, base, git: await findGit(studio.machine) },
    { out, nowMs: studio.nowMs(), version: studio.version },
  );
  return { dir: out, generation: base.number, envId: base.manifest.envId, ...written };
}

export const envExportVerb = defineVerb({
  name: "env.export",
  summary: "Write an environment as a folder: truth, code of node packs, and what was installed",
  access: "files",
  local: true,
  input: ExportInput,
  run: exportEnv,
});

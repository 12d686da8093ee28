import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";

/**
 * The nearest folder, from `startDir` upwards, that holds `touchstone.yaml` (or `touchstone.yml`).
 *
 * @throws PROJECT_NOT_FOUND when no folder up to the root holds it.
 */
export async function findProjectDir(startDir: string): Promise<string> {
  const start = resolve(startDir);
  for (let dir = start; ; dir = dirname(dir)) {
    if ((await isFile(join(dir, "touchstone.yaml"))) || (await isFile(join(dir, "touchstone.yml")))) return dir;
    if (dirname(dir) === dir) break;
  }
  throw new TouchstoneError("PROJECT_NOT_FOUND", `no \`touchstone.yaml\` in \`${start}\` or a folder above it`, {
    hint: "Run `touchstone init` here, or name the project with `--project DIR`",
  });
}

async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() === true;
}

import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { PROJECT_FILES } from "../../core/authored/project-layout.ts";
import { TouchstoneError } from "../../core/errors.ts";

/**
 * The nearest folder, from `startDir` upwards, that holds `touchstone.yaml` (or `touchstone.yml`).
 *
 * @throws PROJECT_NOT_FOUND when no folder up to the root holds it.
 */
export async function findProjectDir(startDir: string): Promise<string> {
  const start = resolve(startDir);
  for (let dir = start; ; dir = dirname(dir)) {
    if (await holdsProject(dir)) return dir;
    if (dirname(dir) === dir) break;
  }
  throw new TouchstoneError("PROJECT_NOT_FOUND", `no \`touchstone.yaml\` in \`${start}\` or a folder above it`, {
    hint: "Run `touchstone init` here, or name the project with `--project DIR`",
  });
}

/**
 * The folder that a person named as the project: that very folder, for one above it may be another project.
 *
 * @throws PROJECT_NOT_FOUND when it holds no `touchstone.yaml` (or `touchstone.yml`).
 */
export async function requireProjectDir(dir: string): Promise<string> {
  const named = resolve(dir);
  if (await holdsProject(named)) return named;
  throw new TouchstoneError("PROJECT_NOT_FOUND", `no \`touchstone.yaml\` in \`${named}\``, {
    hint: "Name the folder that holds it, or run `touchstone init` there",
  });
}

async function holdsProject(dir: string): Promise<boolean> {
  const found = await Promise.all(PROJECT_FILES.map((file) => isFile(join(dir, file))));
  return found.includes(true);
}

async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() === true;
}

import { symlink, writeFile } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { isInside } from "../../../adapters/files/is-inside.ts";
import { writeFileAtomic } from "../../../adapters/files/write-file-atomic.ts";
import { renderEnvConfig } from "../../../core/env/render-config.ts";
import type { EnvHome } from "../env-home.ts";
import { isThere } from "../is-there.ts";

/** Truth files of production, which lie in `env/` as links through the pointer. */
export const TRUTH_LINKS = ["pyproject.toml", "uv.lock", "nodes.json"] as const;

/** What git keeps of an environment: what a person decided, and the truth of every checkpoint. All else is made from it here. */
const GITIGNORE = `# Made on this machine. What is left to commit: config.toml, and snapshots/ with the truth of every checkpoint.
/current
/generations/
/state/
/lock.db*
/holder.json
${TRUTH_LINKS.map((name) => `/${name}`).join("\n")}
`;

/**
 * Writes what belongs to an environment beside its generations. A file that a person has put there before stays.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function writeFirstFiles(home: EnvHome, configText: string): Promise<void> {
  if (!(await isThere(home.config))) await writeFileAtomic(home.config, configText, { insideDir: home.dir });
  for (const name of TRUTH_LINKS) await link(join("current", name), join(home.dir, name));
  const ignore = join(home.dir, ".gitignore");
  await writeFile(ignore, GITIGNORE, { flag: "wx" }).catch(unlessThere(ignore));
}

async function link(target: string, path: string): Promise<void> {
  await symlink(target, path).catch(unlessThere(path));
}

function unlessThere(path: string) {
  return (error: unknown): void => {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "EEXIST") throw fileError(error, path);
  };
}

/** The config that a new environment gets. A ComfyUI folder in the project is named relative to `env/`, so that it may move with it. */
export function firstConfigText(
  home: EnvHome,
  { comfyuiDir, python }: { readonly comfyuiDir: string; readonly python: string },
): string {
  const dir = isInside(home.projectDir, comfyuiDir) ? relative(home.dir, comfyuiDir) : comfyuiDir;
  return renderEnvConfig({ comfyuiDir: isAbsolute(dir) ? dir : dir.replaceAll("\\", "/"), python });
}

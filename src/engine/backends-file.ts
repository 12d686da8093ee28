import { refreshMachineFolder } from "../adapters/files/refresh-machine-folder.ts";
import type { AuthoredSource } from "../core/authored/read-source.ts";
import { type BackendEntry, BACKENDS_FILE } from "../core/backends/backends-file.ts";
import { readBackends } from "../core/backends/read-backends.ts";
import { readProjectText, writeProjectText } from "./project.ts";

/**
 * The ComfyUI servers that `.touchstone/backends.yaml` names, in its order; none where there is no such file.
 *
 * @throws TouchstoneError INPUT_INVALID, FILE_SYNTAX and the like with every problem at its place.
 */
export async function loadBackends(projectDir: string): Promise<readonly BackendEntry[]> {
  return readBackends(await findBackendsFile(projectDir));
}

/** The file as it is; undefined where there is none. */
export async function findBackendsFile(projectDir: string): Promise<AuthoredSource | undefined> {
  const text = await readProjectText(projectDir, BACKENDS_FILE);
  return text === undefined ? undefined : { file: BACKENDS_FILE, text };
}

/** Replaces the file, whole or not at all; in a fresh clone its folder is made first, such that git ignores it. */
export async function writeBackendsFile(projectDir: string, text: string): Promise<void> {
  await refreshMachineFolder(projectDir);
  await writeProjectText(projectDir, BACKENDS_FILE, text);
}

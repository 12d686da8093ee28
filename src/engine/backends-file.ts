import { join } from "node:path";
import { lockFile } from "../adapters/files/lock-file.ts";
import { refreshMachineFolder } from "../adapters/files/refresh-machine-folder.ts";
import type { AuthoredSource } from "../core/authored/read-source.ts";
import { type BackendEntry, BACKENDS_FILE } from "../core/backends/backends-file.ts";
import { readBackends } from "../core/backends/read-backends.ts";
import { MACHINE_FOLDER } from "../core/authored/project-layout.ts";
import { TouchstoneError } from "../core/errors.ts";
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

/** Whoever edits the file reads and writes it within milliseconds. Guess. */
const EDIT_WAIT_MS = 10_000;

/**
 * Reads the file and writes what becomes of it, whole or not at all; in a fresh clone its folder is made first, such that git
 * ignores it. Nobody else edits it meanwhile, in this process or another one.
 *
 * @throws TouchstoneError PROJECT_LOCKED where somebody is at it for longer than any edit takes; what `edit` throws.
 */
export async function editBackendsFile<T extends { readonly text: string }>(
  projectDir: string,
  edit: (source: AuthoredSource | undefined) => T,
): Promise<T> {
  await refreshMachineFolder(projectDir);
  const lock = await lockFile(join(projectDir, MACHINE_FOLDER, "backends.db"), EDIT_WAIT_MS);
  if (lock === null) {
    throw new TouchstoneError("PROJECT_LOCKED", `somebody else changes \`${BACKENDS_FILE}\``, { hint: "Try again" });
  }
  try {
    const source = await findBackendsFile(projectDir);
    const edited = edit(source);
    if (edited.text !== source?.text) await writeProjectText(projectDir, BACKENDS_FILE, edited.text);
    return edited;
  } finally {
    lock.release();
  }
}

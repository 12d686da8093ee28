import { open, readFile } from "node:fs/promises";
import { syncFolder } from "../../../adapters/generations/sync-folder.ts";
import { fileError } from "../../../adapters/files/file-error.ts";
import { readHistoryText } from "../../../core/env/history/read-history.ts";
import { HistoryLine } from "../../../core/env/history.ts";
import type { EnvHome } from "../env-home.ts";

/**
 * Appends a line to the history, durably. A line that is there already is not said again, so that recovery may repeat itself.
 *
 * What a kill left of a line half written is finished where it is whole, and cut where it is not: the command that wrote it
 * had not gone on, so that its intent is there and says it again.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED; then nothing of the line is left.
 */
export async function appendHistory(home: EnvHome, line: HistoryLine): Promise<void> {
  try {
    const before = await readFile(home.history, "utf8").catch(emptyIfMissing);
    const kept = mendEnd(before);
    if (kept === before && isTold(kept, line.id)) return;
    await writeEnd(home, { kept, text: isTold(kept, line.id) ? "" : `${JSON.stringify(HistoryLine.parse(line))}\n` });
    if (before === "") await syncFolder(home.state);
  } catch (error) {
    throw fileError(error, home.history);
  }
}

function isTold(text: string, id: string): boolean {
  return text.includes(`"${id}"`) && readHistoryText(text).lines.some((line) => line.id === id);
}

function mendEnd(text: string): string {
  const start = text.lastIndexOf("\n") + 1;
  if (start === text.length) return text;
  const finished = `${text}\n`;
  return readHistoryText(finished.slice(start)).lines.length === 1 ? finished : text.slice(0, start);
}

/** In place, not by a copy: the history grows for as long as the project lives. */
async function writeEnd(home: EnvHome, { kept, text }: { readonly kept: string; readonly text: string }): Promise<void> {
  const handle = await open(home.history, "a+");
  try {
    const size = Buffer.byteLength(kept);
    const { size: found } = await handle.stat();
    if (found > size) await handle.truncate(size);
    // Also when the end was only a line break short.
    const missing = found < size ? "\n" : "";
    try {
      await handle.appendFile(missing + text);
      await handle.sync();
    } catch (error) {
      await handle.truncate(Math.min(found, size));
      throw error;
    }
  } finally {
    await handle.close();
  }
}

function emptyIfMissing(error: unknown): string {
  if ((error as { code?: string }).code === "ENOENT") return "";
  throw error;
}

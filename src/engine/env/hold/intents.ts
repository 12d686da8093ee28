import { rm } from "node:fs/promises";
import { fileError } from "../../../adapters/files/file-error.ts";
import { syncFolder } from "../../../adapters/generations/sync-folder.ts";
import { readRecord, writeRecord } from "../../../adapters/generations/records.ts";
import { Intent } from "../../../core/env/tx/intent.ts";
import type { EnvHome } from "../env-home.ts";

/** What is unfinished; null: nothing is. @throws TouchstoneError ENV_DAMAGED naming `state/intent.json` */
export async function readIntent(home: EnvHome): Promise<Intent | null> {
  return await readRecord(home.intent, Intent);
}

/** Durable when it returns: whatever it speaks of comes after. */
export async function writeIntent(home: EnvHome, intent: Intent): Promise<void> {
  await writeRecord(home.intent, intent);
}

/**
 * The removal is made durable too: an intent that came back after a loss of power would be settled once more, which does no
 * harm, but would say so in the history.
 */
export async function removeIntent(home: EnvHome): Promise<void> {
  try {
    await rm(home.intent, { force: true });
    await syncFolder(home.state);
  } catch (error) {
    throw fileError(error, home.intent);
  }
}

import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { readRecord, writeRecord } from "../../../adapters/generations/records.ts";
import { compareCodeUnits } from "../../../core/canonical/order.ts";
import { StagedNode } from "../../../core/env/truth/node-record.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { EnvHome } from "../env-home.ts";

const ENDING = ".json";

function fileOf(home: EnvHome, id: string): string {
  return join(home.staged, `${id}${ENDING}`);
}

/**
 * The node packs that wait for a transaction, sorted by id.
 *
 * @throws TouchstoneError ENV_DAMAGED naming the file and the place.
 */
export async function listStaged(home: EnvHome): Promise<readonly StagedNode[]> {
  const names = await readdir(home.staged).catch((): string[] => []);
  const ids = names.filter((name) => name.endsWith(ENDING) && !name.startsWith(".")).map((name) => name.slice(0, -ENDING.length));
  const staged = await Promise.all(ids.toSorted(compareCodeUnits).map(async (id) => await findStaged(home, id)));
  return staged.filter((one) => one !== null);
}

/** @throws TouchstoneError ENV_DAMAGED naming the file, and the way out: nothing but the wish to add the pack is in it */
export async function findStaged(home: EnvHome, id: string): Promise<StagedNode | null> {
  try {
    return await readRecord(fileOf(home, id), StagedNode);
  } catch (error) {
    if (!(error instanceof TouchstoneError) || error.code !== "ENV_DAMAGED") throw error;
    throw new TouchstoneError("ENV_DAMAGED", error.message, {
      hint: "Delete the file, and add or update the node pack again; see docs/guides/environment.md#damaged",
      cause: error,
    });
  }
}

export async function writeStaged(home: EnvHome, staged: StagedNode): Promise<void> {
  await writeRecord(fileOf(home, staged.id), staged);
}

/** Does nothing where there is none. */
export async function removeStaged(home: EnvHome, id: string): Promise<void> {
  await rm(fileOf(home, id), { force: true });
}

/**
 * The staged node pack of that id, or the only one.
 *
 * @throws TouchstoneError NODE_NOT_FOUND when it is not staged, or none is; INPUT_INVALID when nobody said which of several.
 */
export async function chooseStaged(home: EnvHome, id: string | undefined): Promise<StagedNode> {
  const all = await listStaged(home);
  const [first, second] = all;
  if (id !== undefined) return all.find((one) => one.id === id) ?? throwNotStaged(`the node pack \`${id}\` is not staged`);
  if (first === undefined) return throwNotStaged("no node pack is staged");
  if (second === undefined) return first;
  throw new TouchstoneError(
    "INPUT_INVALID",
    `${all.length} node packs are staged: ${all.map((one) => `\`${one.id}\``).join(", ")}`,
    {
      hint: "Name the one that the transaction is about",
    },
  );
}

function throwNotStaged(message: string): never {
  throw new TouchstoneError("NODE_NOT_FOUND", message, {
    hint: "Stage one with `touchstone env node add URL` or `touchstone env node update ID`",
  });
}

import { readFile } from "node:fs/promises";
import { readHistoryText, type ReadHistory } from "../../../core/env/history/read-history.ts";
import { type ToldLine, toldLines } from "../../../core/env/history/tell-lines.ts";
import { ENV_ENTITY, type NewEvent } from "../../../core/events/event.ts";
import { newEvent } from "../../../core/events/new-event.ts";
import { storeOf, type Studio } from "../../studio.ts";
import { envHomeOf } from "../env-home.ts";

/**
 * Appends what the stream does not know yet of what happened to the environment, whichever process did it. Done again, it
 * appends nothing.
 *
 * @returns lines of the history that cannot be read; those around them are told all the same.
 * @throws TouchstoneError what the store's `append` throws.
 */
export async function tellEnv(studio: Studio): Promise<ReadHistory["damaged"]> {
  const { env } = studio;
  const mine = env.telling.then(async () => await tellAll(studio));
  env.telling = mine.catch(() => undefined);
  return await mine;
}

/** Events that are appended together: each append waits for the disk. */
const BATCH = 100;

async function tellAll(studio: Studio): Promise<ReadHistory["damaged"]> {
  const text = await readHistory(studio);
  if (text === "") return [];
  const { lines, damaged } = readHistoryText(text);
  const told = (studio.env.told ??= readTold(studio));
  const news = toldLines(lines).filter(({ key }) => !told.has(key));
  for (let at = 0; at < news.length; at += BATCH) {
    const batch = news.slice(at, at + BATCH);
    await storeOf(studio).append({ events: batch.map((line) => eventOf(studio, line)) });
    for (const { key } of batch) told.add(key);
  }
  return damaged;
}

/** Empty where there is none, or where it may not be read: that keeps nobody from owning the project. */
async function readHistory({ projectDir }: Studio): Promise<string> {
  return await readFile(envHomeOf(projectDir).history, "utf8").catch(() => "");
}

const PAGE = 1000;

/** What a former life of the owner told. */
function readTold(studio: Studio): Set<string> {
  const told = new Set<string>();
  for (let since = 0, more = true; more;) {
    const { events, next } = storeOf(studio).readEvents({ since, limit: PAGE, entityId: ENV_ENTITY });
    for (const { entityType, idempotencyKey } of events) if (entityType === "env") told.add(idempotencyKey);
    more = events.length === PAGE;
    since = next;
  }
  return told;
}

function eventOf(studio: Studio, line: ToldLine): NewEvent {
  return newEvent({ ...line, id: studio.newId(), ts: studio.nowMs() });
}

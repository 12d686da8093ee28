import { readRecord } from "../../../adapters/generations/records.ts";
import { Intent } from "../../../core/env/tx/intent.ts";
import type { EnvHome } from "../env-home.ts";

/**
 * A change that is under way, or that a kill cut off, in words, e.g. `promote of wind-lights`; null where there is none.
 *
 * @throws TouchstoneError ENV_DAMAGED.
 */
export async function readUnfinished({ intent }: Pick<EnvHome, "intent">): Promise<string | null> {
  const found = await readRecord(intent, Intent);
  if (found === null) return null;
  const about = found.nodeId ?? found.ref;
  return about === null ? found.kind : `${found.kind} of ${about}`;
}

import { EVENT_PAYLOADS } from "../../events/event.ts";
import type { HistoryLine } from "../history.ts";

/** What an event says of a line of the history, or what of the line no event can say: all types of `env.*` say the same. */
export function toldPayload({ atMs, generation, envId, txid, nodeId, detail }: HistoryLine) {
  // Whole characters, whatever somebody wrote into the file: others have no canonical form.
  const payload = {
    happenedAtMs: atMs,
    generation,
    envId,
    txid,
    nodeId: nodeId?.toWellFormed() ?? null,
    detail: detail.toWellFormed(),
  };
  return EVENT_PAYLOADS["env.staged"].safeParse(payload);
}

import { ENV_ENTITY, type EventPayload, type EventType } from "../../events/event.ts";
import type { CausalPlace } from "../../events/new-event.ts";
import type { HistoryLine } from "../history.ts";
import { toldPayload } from "./told-payload.ts";

export type EnvEventType = Extract<EventType, `env.${string}`>;

/** One line of the history as the stream is told of it. Its key is the line's id. */
export interface ToldLine {
  readonly type: EnvEventType;
  readonly entityId: typeof ENV_ENTITY;
  readonly key: string;
  readonly chain: CausalPlace;
  readonly payload: EventPayload<EnvEventType>;
}

/**
 * What the stream is told of each line. A transaction follows from the staging of its node pack, promoting it from the
 * transaction, and the end of ComfyUI from its start: each such chain is named after its first line. What recovery did in
 * such a chain is a consequence of it, everything else what a person did.
 *
 * @param lines  All of the history that could be read, in its order: a chain begins at a line before.
 * Source: SPEC.md EH3, EH4.
 */
export function toldLines(lines: readonly HistoryLine[]): readonly ToldLine[] {
  const chainOf = createChains();
  return lines.flatMap((line): readonly ToldLine[] => {
    const chain = chainOf(line);
    const payload = toldPayload(line).data;
    return payload === undefined ? [] : [{ type: `env.${line.type}`, entityId: ENV_ENTITY, key: line.id, chain, payload }];
  });
}

/** Finds the chain of one line after another. */
function createChains(): (line: HistoryLine) => CausalPlace {
  /** By node pack, the chain that its newest staging began; by transaction, the chain that it stands in. */
  const [staged, transactions] = [new Map<string, string>(), new Map<string, string>()];
  let started: string | undefined;
  const causeOf = ({ type, txid, nodeId }: HistoryLine): string | undefined => {
    if (type === "stopped") return started;
    return txid === null ? undefined : (transactions.get(txid) ?? staged.get(nodeId ?? ""));
  };
  return (line) => {
    const { id, type, txid, nodeId } = line;
    const cause = causeOf(line);
    const chain = cause ?? id;
    if (txid !== null) transactions.set(txid, chain);
    if (type === "staged" && nodeId !== null) staged.set(nodeId, chain);
    if (type === "started") started = id;
    if (type === "stopped") started = undefined;
    return { id: chain, depth: type === "recovered" && cause !== undefined ? 1 : 0 };
  };
}

import { closeSync, constants, existsSync, openSync, readFileSync, writevSync } from "node:fs";
import type { NewEvent, StoredEvent } from "../../../src/core/events/event.ts";
import type { Store } from "../../../src/store/store.ts";

/** An event that the store was asked to append. */
export type Attempted = Pick<NewEvent, "id" | "type">;
/** An event that the store has acknowledged. */
export type Acknowledged = Pick<StoredEvent, "id" | "seq" | "hash">;

/** What a process knew about its own appends when it ended. */
export interface Ledger {
  readonly attempted: readonly Attempted[];
  readonly acknowledged: readonly Acknowledged[];
}

/**
 * A store that writes down every append before it is tried and after it is acknowledged, in a file opened for synchronous
 * writes. `writev` is used because crash points are counted over `write` and `fsync`, and these must stay the product's own.
 */
export function recordStore(store: Store, ledgerFile: string): { readonly store: Store; readonly close: () => void } {
  const file = openSync(ledgerFile, constants.O_CREAT | constants.O_APPEND | constants.O_WRONLY | constants.O_SYNC);
  const write = (line: Partial<Ledger>): void => void writevSync(file, [Buffer.from(JSON.stringify(line)), Buffer.from("\n")]);
  store.onEvents((events) => write({ acknowledged: events.map(({ id, seq, hash }) => ({ id, seq, hash })) }));
  const append: Store["append"] = async (batch) => {
    write({ attempted: batch.events.map(({ id, type }) => ({ id, type })) });
    return await store.append(batch);
  };
  return { store: { ...store, append }, close: () => closeSync(file) };
}

/** Reads what several processes wrote down. A last line that a kill cut short was never acknowledged to anyone. */
export function readLedgers(files: readonly string[]): Ledger {
  const lines = files.filter((file) => existsSync(file)).flatMap((file) => readFileSync(file, "utf8").split("\n").slice(0, -1));
  const entries = lines.map((line) => JSON.parse(line) as Partial<Ledger>);
  return {
    attempted: entries.flatMap((entry) => entry.attempted ?? []),
    acknowledged: entries.flatMap((entry) => entry.acknowledged ?? []),
  };
}

import type { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { TouchstoneError } from "../core/errors.ts";
import { createAppender, type Appender, type Outcome } from "./append.ts";
import { databasePath, openWriter } from "./database.ts";
import { storeError } from "./fs-error.ts";
import { readHead } from "./log.ts";
import { packError, type WireOutcome, type WriterData, type WriterReply, type WriterRequest } from "./writer-protocol.ts";

// The writer thread: it alone holds a writable connection, so that an fsync never stops the main thread.
const { dir, projectId, genesis } = workerData as WriterData;

function reply(message: WriterReply): void {
  parentPort?.postMessage(message);
}

function openStore(): { readonly db: DatabaseSync; readonly appender: Appender } | undefined {
  try {
    const db = openWriter(dir);
    const head = readHead(db, genesis);
    const appender = createAppender(db, { projectId, head, path: databasePath(dir) });
    reply({ kind: "ready", head });
    return { db, appender };
  } catch (error) {
    reply({ kind: "failed", error: packError(error) });
    return undefined;
  }
}

function packOutcome(outcome: Outcome): WireOutcome {
  return outcome.accepted ? outcome : { accepted: false, error: packError(outcome.error) };
}

/** What a full or failing disk leaves in the write-ahead log is as durable there, and the next owner folds it in. */
function foldLog(db: DatabaseSync): void {
  try {
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (error) {
    if (!(storeError(error, databasePath(dir)) instanceof TouchstoneError)) throw error;
  }
}

function close(db: DatabaseSync): void {
  try {
    foldLog(db);
    db.close();
    reply({ kind: "closed" });
  } catch (error) {
    reply({ kind: "failed", error: packError(error) });
  }
  parentPort?.close();
}

const store = openStore();
if (store !== undefined) {
  parentPort?.on("message", (request: WriterRequest) => {
    if (request.kind === "close") return close(store.db);
    const { outcomes, head } = store.appender.appendGroup(request.batches);
    reply({ kind: "appended", outcomes: outcomes.map(packOutcome), head });
  });
}

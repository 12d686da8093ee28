import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { assert } from "../core/assert.ts";
import { blobReferences } from "../core/events/blob-references.ts";
import { GENESIS_HASH, type StoredEvent } from "../core/events/event.ts";
import { applyEvent, createStatements, type Statements } from "./apply.ts";
import { openEmpty } from "./database.ts";
import { readEvent } from "./event-pages.ts";
import { hashEvent } from "./log.ts";
import { PROJECTIONS, type SqlRow, type Table } from "./tables.ts";

/** What the database holds, judged. */
export interface LogReport {
  readonly events: { readonly count: number; readonly head: number };
  readonly chain: "ok" | "damaged";
  readonly projections: readonly { readonly name: string; readonly rows: number; readonly ok: boolean }[];
  /** Each referenced blob with the first seq that refers to it. */
  readonly references: ReadonlyMap<string, number>;
  readonly problems: readonly string[];
}

/** Problems beyond this many are counted, not listed. */
const LISTED = 100;

/** Verifies one consistent state of the database, in one read transaction. SPEC.md S24, S25. */
export function verifyLog(db: DatabaseSync, projectId: string): LogReport {
  const rebuilt = openEmpty();
  db.exec("BEGIN");
  try {
    const pages = db
      .prepare("PRAGMA integrity_check(10)")
      .all()
      .map((row) => String(row["integrity_check"]));
    const fileProblems = pages.filter((line) => line !== "ok").map((line) => `The database file: ${line}`);
    const log = readWholeLog(db, projectId, rebuilt);
    const compared = Object.values(PROJECTIONS).map((table) => compareTable(table, db, rebuilt));
    const problems = [...fileProblems, ...log.chainProblems, ...log.foldProblems, ...compared.flatMap((one) => one.problems)];
    const projections = compared.map(({ name, rows, problems: found }) => ({ name, rows, ok: found.length === 0 }));
    const chain = log.chainProblems.length === 0 ? "ok" : "damaged";
    return { events: log.events, chain, projections, references: log.references, problems: shorten(problems) };
  } finally {
    db.exec("ROLLBACK");
    rebuilt.close();
  }
}

/** Lists the first problems and counts the rest. */
export function shorten(problems: readonly string[]): readonly string[] {
  if (problems.length <= LISTED) return problems;
  return [...problems.slice(0, LISTED), `${problems.length - LISTED} more problems`];
}

/** Where a walk along the log stands. */
interface Walk {
  readonly projectId: string;
  readonly statements: Statements;
  readonly chainProblems: string[];
  readonly foldProblems: string[];
  readonly references: Map<string, number>;
  count: number;
  seq: number;
  hash: string;
}

function readWholeLog(db: DatabaseSync, projectId: string, rebuilt: DatabaseSync) {
  const walk: Walk = {
    projectId,
    statements: createStatements(rebuilt),
    chainProblems: [],
    foldProblems: [],
    references: new Map(),
    count: 0,
    seq: 0,
    hash: GENESIS_HASH,
  };
  rebuilt.exec("BEGIN");
  for (const row of db.prepare("SELECT * FROM event ORDER BY seq").iterate()) step(walk, row);
  rebuilt.exec("COMMIT");
  const { chainProblems, foldProblems, references } = walk;
  return { events: { count: walk.count, head: walk.seq }, chainProblems, foldProblems, references };
}

function step(walk: Walk, row: SqlRow): void {
  const seq = Number(row["seq"]);
  if (seq !== walk.seq + 1) walk.chainProblems.push(`Events from seq ${walk.seq + 1} to ${seq - 1} are missing`);
  if (row["prev_hash"] !== walk.hash) walk.chainProblems.push(`The event at seq ${seq} is not chained to the one before it`);
  walk.count++;
  walk.seq = seq;
  walk.hash = String(row["hash"]);
  const event = tryRead(walk, row);
  if (event === undefined) return;
  if (event.projectId !== walk.projectId) {
    walk.chainProblems.push(`The event at seq ${seq} belongs to project \`${event.projectId}\``);
  }
  if (hashEvent({ ...event, payloadText: String(row["payload"]) }) !== event.hash) {
    walk.chainProblems.push(`The event at seq ${seq} does not have the content that its hash was taken of`);
  }
  fold(walk, event);
}

function tryRead(walk: Walk, row: SqlRow): StoredEvent | undefined {
  try {
    return readEvent(row);
  } catch (error) {
    walk.chainProblems.push(`The event at seq ${Number(row["seq"])} cannot be read: ${(error as Error).message}`);
    return undefined;
  }
}

function fold(walk: Walk, event: StoredEvent): void {
  try {
    applyEvent(walk.statements, event);
    for (const digest of blobReferences(event)) {
      if (!walk.references.has(digest)) walk.references.set(digest, event.seq);
    }
  } catch (error) {
    walk.foldProblems.push(`The event at seq ${event.seq} cannot have happened: ${(error as Error).message}`);
  }
}

interface Comparison {
  readonly name: string;
  readonly rows: number;
  readonly problems: readonly string[];
}

function compareTable(table: Table, stored: DatabaseSync, rebuilt: DatabaseSync): Comparison {
  const one = digestRows(table, stored);
  const other = digestRows(table, rebuilt);
  if (one.digest === other.digest) return { name: table.name, rows: one.rows, problems: [] };
  return { name: table.name, rows: one.rows, problems: [describeDifference(table, stored, rebuilt)] };
}

/** Canonical JSON of each row's values, in the order of columns and of keys. */
function digestRows(table: Table, db: DatabaseSync): { readonly rows: number; readonly digest: string } {
  const hash = createHash("sha256");
  let rows = 0;
  for (const row of rowsOf(table, db)) {
    hash.update(JSON.stringify(row));
    rows++;
  }
  return { rows, digest: hash.digest("hex") };
}

function rowsOf(table: Table, db: DatabaseSync): IterableIterator<SqlRow> {
  const columns = table.columns.map((column) => column.name);
  return db.prepare(`SELECT ${columns.join(", ")} FROM ${table.name} ORDER BY ${keyNames(table).join(", ")}`).iterate();
}

function keyNames(table: Table): readonly string[] {
  return table.columns.filter((column) => table.key.includes(column.field)).map((column) => column.name);
}

/** Names the first row that differs, and how. */
function describeDifference(table: Table, stored: DatabaseSync, rebuilt: DatabaseSync): string {
  const expectedRows = rowsOf(table, rebuilt);
  for (const row of rowsOf(table, stored)) {
    const { done, value: expected } = expectedRows.next();
    if (done === true) return `Row ${rowName(table, row)} of \`${table.name}\` follows from no event`;
    const column = table.columns.find(({ name }) => row[name] !== expected[name]);
    if (column === undefined) continue;
    if (keyNames(table).includes(column.name)) return differentKeys(table, row, expected);
    const values = `\`${String(row[column.name])}\`, by the log \`${String(expected[column.name])}\``;
    return `Row ${rowName(table, row)} of \`${table.name}\` has \`${column.name}\` ${values}`;
  }
  const missing = expectedRows.next();
  assert(missing.done !== true, "tables that differ in no row differ in their number of rows");
  return `Row ${rowName(table, missing.value)} of \`${table.name}\` is missing`;
}

function differentKeys(table: Table, row: SqlRow, expected: SqlRow): string {
  return `\`${table.name}\` has row ${rowName(table, row)} where the log has ${rowName(table, expected)}`;
}

function rowName(table: Table, row: SqlRow): string {
  return keyNames(table)
    .map((name) => `\`${name}=${String(row[name])}\``)
    .join(" ");
}

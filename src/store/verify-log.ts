import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { assert } from "../core/assert.ts";
import { blobReferences } from "../core/events/blob-references.ts";
import type { StoredEvent } from "../core/events/event.ts";
import { applyEvent, createStatements } from "./apply.ts";
import { openEmpty } from "./database.ts";
import { findDamage } from "./fs-error.ts";
import { walkChain } from "./walk-chain.ts";
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

/** Verifies one consistent state of the database, in one read transaction. SPEC.md S24, S25, S28. */
export function verifyLog(db: DatabaseSync, projectId: string): LogReport {
  const rebuilt = openEmpty();
  db.exec("BEGIN");
  try {
    const fileProblems = findFileProblems(db);
    const fold = foldInto(rebuilt);
    rebuilt.exec("BEGIN");
    const walked = walkChain(db, projectId, fold);
    rebuilt.exec("COMMIT");
    const compared = Object.values(PROJECTIONS).map((table) => compareTable(table, db, rebuilt));
    const problems = [...fileProblems, ...walked.problems, ...fold.problems, ...compared.flatMap((one) => one.problems)];
    const projections = compared.map(({ name, rows, problems: found }) => ({ name, rows, ok: found.length === 0 }));
    const chain = walked.problems.length === 0 ? "ok" : "damaged";
    return { events: walked.events, chain, projections, references: fold.references, problems: shorten(problems) };
  } finally {
    // On some failures SQLite has rolled back already.
    if (db.isTransaction) db.exec("ROLLBACK");
    rebuilt.close();
  }
}

function findFileProblems(db: DatabaseSync): readonly string[] {
  const lines = db
    .prepare("PRAGMA integrity_check(10)")
    .all()
    .map((row) => String(row["integrity_check"]));
  return lines.filter((line) => line !== "ok").map((line) => `The database file: ${line}`);
}

/** Lists the first problems and counts the rest. */
export function shorten(problems: readonly string[]): readonly string[] {
  if (problems.length <= LISTED) return problems;
  return [...problems.slice(0, LISTED), `${problems.length - LISTED} more problems`];
}

function foldInto(rebuilt: DatabaseSync) {
  const statements = createStatements(rebuilt);
  const problems: string[] = [];
  const references = new Map<string, number>();
  const onEvent = (event: StoredEvent): void => {
    try {
      applyEvent(statements, event);
      for (const digest of blobReferences(event)) {
        if (!references.has(digest)) references.set(digest, event.seq);
      }
    } catch (error) {
      problems.push(`The event at seq ${event.seq} cannot have happened: ${(error as Error).message}`);
    }
  };
  return { onEvent, problems, references };
}

interface Comparison {
  readonly name: string;
  readonly rows: number;
  readonly problems: readonly string[];
}

function compareTable(table: Table, stored: DatabaseSync, rebuilt: DatabaseSync): Comparison {
  const { name } = table;
  try {
    const one = digestRows(table, stored);
    const other = digestRows(table, rebuilt);
    if (one.digest === other.digest) return { name, rows: one.rows, problems: [] };
    return { name, rows: one.rows, problems: [describeDifference(table, stored, rebuilt)] };
  } catch (error) {
    const damage = findDamage(error);
    if (damage === undefined) throw error;
    return { name, rows: 0, problems: [`\`${name}\` cannot be read: ${damage}`] };
  }
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

import type { DatabaseSync, StatementSync } from "node:sqlite";
import { TouchstoneError } from "../core/errors.ts";
import { findJobRefusal, type JobFacts } from "../core/events/admission.ts";
import type { StoredEvent } from "../core/events/event.ts";
import { rowChanges, type RowChange } from "../core/events/fold.ts";
import { columnName, PROJECTIONS, toSql, type SqlValue } from "./tables.ts";

/** Prepared statements of one connection, by their text. */
export type Statements = (sql: string) => StatementSync;

/** Prepares each text once per connection. */
export function createStatements(db: DatabaseSync): Statements {
  const known = new Map<string, StatementSync>();
  return (sql) => {
    let statement = known.get(sql);
    if (statement === undefined) {
      statement = db.prepare(sql);
      known.set(sql, statement);
    }
    return statement;
  };
}

/**
 * Applies one event to the projections.
 *
 * @throws TouchstoneError STATE_CONFLICT when the job's state or attempt does not allow it, when it is about something
 * that does not exist, or when it makes something that does.
 */
export function applyEvent(statements: Statements, event: StoredEvent): void {
  if (event.entityType === "job") admit(statements, event);
  for (const change of rowChanges(event)) {
    const sql = changeSql(change);
    const values = changeValues(change);
    const changes = runChange(() => statements(sql).run(...values).changes, event);
    if (changes === 0 && change.op === "update" && change.optional !== true) {
      throw new TouchstoneError("STATE_CONFLICT", `\`${event.type}\` is about ${nameOf(event)}, which does not exist`);
    }
  }
}

function admit(statements: Statements, event: StoredEvent): void {
  const refusal = findJobRefusal(event, findJobFacts(statements, event.entityId));
  if (refusal !== undefined) throw new TouchstoneError("STATE_CONFLICT", refusal.message);
}

/** What decides whether a job's event may happen; undefined when there is no such job. */
export function findJobFacts(statements: Statements, id: string): JobFacts | undefined {
  const row = statements("SELECT state, attempt_id FROM job WHERE id = ?").get(id);
  if (row === undefined) return undefined;
  return { state: row["state"] as JobFacts["state"], attemptId: row["attempt_id"] as JobFacts["attemptId"] };
}

const SQLITE_CONSTRAINT = 19;

function runChange(run: () => number | bigint, event: StoredEvent): number | bigint {
  try {
    return run();
  } catch (error) {
    const code = (error as { errcode?: number }).errcode ?? 0;
    if ((code & 0xff) !== SQLITE_CONSTRAINT) throw error;
    const message = `\`${event.type}\` would record something of ${nameOf(event)} a second time`;
    throw new TouchstoneError("STATE_CONFLICT", message, { cause: error });
  }
}

function nameOf(event: StoredEvent): string {
  return `${event.entityType} \`${event.entityId}\``;
}

type Update = Extract<RowChange, { op: "update" }>;

/** Few shapes of change exist, and each is written many times: its text is made once. */
const sqlByShape = new Map<string, string>();

function changeSql(change: RowChange): string {
  const shape = change.op === "update" ? updateShape(change) : `${change.op} ${change.table}`;
  let sql = sqlByShape.get(shape);
  if (sql === undefined) {
    sql = change.op === "update" ? updateSql(change) : insertSql(change);
    sqlByShape.set(shape, sql);
  }
  return sql;
}

function updateShape({ table, set, add, where }: Update): string {
  const conditions = Object.entries(where).map(([field, value]) => (value === null ? `${field} null` : field));
  return `${table} ${Object.keys(set).join()} ${Object.keys(add ?? {}).join()} ${conditions.join()}`;
}

function insertSql(change: Exclude<RowChange, Update>): string {
  const { name, columns } = PROJECTIONS[change.table];
  const names = columns.map((column) => column.name);
  const insert = `INSERT INTO ${name} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`;
  if (change.op === "insert") return insert;
  const replaced = names.map((column) => `${column} = excluded.${column}`).join(", ");
  return `${insert} ON CONFLICT (${columnName(change.key)}) DO UPDATE SET ${replaced}`;
}

function updateSql({ table, set, add, where }: Update): string {
  const assignments = [
    ...Object.keys(set).map((field) => `${columnName(field)} = ?`),
    ...Object.keys(add ?? {}).map((field) => `${columnName(field)} = ${columnName(field)} + ?`),
  ];
  const conditions = Object.entries(where).map(([field, value]) => `${columnName(field)} ${value === null ? "IS NULL" : "= ?"}`);
  return `UPDATE ${PROJECTIONS[table].name} SET ${assignments.join(", ")} WHERE ${conditions.join(" AND ")}`;
}

/** The values of a change, in the order in which its SQL takes them. */
function changeValues(change: RowChange): SqlValue[] {
  if (change.op === "update") {
    const wanted = Object.values(change.where).filter((value) => value !== null);
    return [...Object.values(change.set), ...Object.values(change.add ?? {}), ...wanted].map(toSql);
  }
  const row = change.row as unknown as Readonly<Record<string, unknown>>;
  return PROJECTIONS[change.table].columns.map(({ field }) => toSql(row[field]));
}

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
    const { sql, values } = changeSql(change);
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

interface Sql {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

function changeSql(change: RowChange): Sql {
  const name = PROJECTIONS[change.table].name;
  if (change.op === "update") return updateSql(name, change);
  const { fields, values } = split(change.row);
  const columns = fields.map(columnName);
  const insert = `INSERT INTO ${name} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
  if (change.op === "insert") return { sql: insert, values };
  const replaced = columns.map((column) => `${column} = excluded.${column}`).join(", ");
  return { sql: `${insert} ON CONFLICT (${columnName(change.key)}) DO UPDATE SET ${replaced}`, values };
}

function updateSql(name: string, change: Extract<RowChange, { op: "update" }>): Sql {
  const set = split(change.set);
  const add = split(change.add ?? {});
  const where = split(change.where);
  const assignments = [
    ...set.fields.map((field) => `${columnName(field)} = ?`),
    ...add.fields.map((field) => `${columnName(field)} = ${columnName(field)} + ?`),
  ];
  const conditions = where.fields.map((field, index) => {
    return where.values[index] === null ? `${columnName(field)} IS NULL` : `${columnName(field)} = ?`;
  });
  return {
    sql: `UPDATE ${name} SET ${assignments.join(", ")} WHERE ${conditions.join(" AND ")}`,
    values: [...set.values, ...add.values, ...where.values.filter((value) => value !== null)],
  };
}

function split(row: object): { readonly fields: string[]; readonly values: SqlValue[] } {
  return { fields: Object.keys(row), values: Object.values(row).map(toSql) };
}

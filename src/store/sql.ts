import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
  CamelCasePlugin,
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { StoredEvent } from "../core/events/event.ts";
import type { ProjectionRows } from "../core/events/rows.ts";
import type { SqlRow } from "./tables.ts";

interface Tables extends ProjectionRows {
  readonly event: { readonly [C in keyof StoredEvent]: StoredEvent[C] };
  readonly duplicate: { readonly seq: number; readonly refused: number };
}

/** Builds portable SQL. It is compiled here and run by `node:sqlite`, whose calls do not wait. */
export const sqlite = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
  plugins: [new CamelCasePlugin()],
});

const statementsOf = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Runs a compiled query, prepared once per connection. */
export function selectRaw(db: DatabaseSync, query: Compilable): readonly SqlRow[] {
  const { sql, parameters } = query.compile();
  const known = statementsOf.get(db) ?? new Map<string, StatementSync>();
  statementsOf.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement.all(...(parameters as readonly SQLInputValue[]));
}

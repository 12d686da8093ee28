import { canonicalJson } from "../core/canonical/canonical-json.ts";
import type { StoredEvent } from "../core/events/event.ts";
import type { ProjectionName, ProjectionRows } from "../core/events/rows.ts";
import { TouchstoneError } from "../core/errors.ts";

/** Kinds of column: what SQLite holds, and what a row carries. `?` may be null; a list lies there as canonical JSON. */
type ColumnKind = "text" | "text?" | "number" | "number?" | "boolean" | "list?";

type Columns<Row> = { readonly [C in keyof Row]: ColumnKind };

/** A table as rows see it: its name in SQL, its columns, and the columns of its primary key, in order. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
}

export interface Column {
  /** Name in rows, e.g. `specId`. */
  readonly field: string;
  /** Name in SQL, e.g. `spec_id`. */
  readonly name: string;
  readonly kind: ColumnKind;
}

const IMAGE = {
  variant: "number",
  part: "text?",
  seed: "number",
  blob: "text",
  pixelSha256: "text",
  width: "number",
  height: "number",
} as const;

/** The projections' tables. Their types make a column that the row lacks, or the reverse, a compile error. */
export const PROJECTIONS: { readonly [T in ProjectionName]: Table } = {
  job: table<ProjectionRows["job"]>("job", ["seq"], {
    seq: "number",
    id: "text",
    specId: "text",
    jobType: "text",
    kind: "text",
    checkpointId: "text",
    backend: "text",
    priority: "text",
    state: "text",
    chainId: "text",
    chainLength: "number",
    depth: "number",
    recipeDigest: "text",
    matchDigest: "text",
    planBlob: "text",
    renders: "number",
    rendersDone: "number",
    planMs: "number",
    attempt: "number",
    attemptId: "text?",
    owner: "text?",
    dueAtMs: "number?",
    versionId: "text?",
    errorClass: "text?",
    reasonCode: "text?",
    detail: "text?",
    queuedAtMs: "number",
    updatedAtMs: "number",
    lastSeq: "number",
  }),
  attempt: table<ProjectionRows["attempt"]>("attempt", ["seq"], {
    seq: "number",
    id: "text",
    jobId: "text",
    attempt: "number",
    owner: "text",
    startedAtMs: "number",
    endedAtMs: "number?",
    outcome: "text?",
    errorClass: "text?",
    reasonCode: "text?",
    detail: "text?",
  }),
  submission: table<ProjectionRows["submission"]>("submission", ["seq"], {
    seq: "number",
    jobId: "text",
    attemptId: "text",
    variant: "number",
    part: "text?",
    backend: "text",
    promptId: "text",
    atMs: "number",
  }),
  render: table<ProjectionRows["render"]>("render", ["seq"], {
    seq: "number",
    jobId: "text",
    attemptId: "text",
    ...IMAGE,
    renderMs: "number",
    atMs: "number",
    backend: "text?",
    promptId: "text?",
    cachedNodes: "list?",
    graphDigest: "text?",
    serverBlob: "text?",
  }),
  version: table<ProjectionRows["version"]>("version", ["seq"], {
    seq: "number",
    id: "text",
    specId: "text",
    jobId: "text",
    chainId: "text",
    kind: "text",
    checkpointId: "text",
    recipeDigest: "text",
    renderDigest: "text",
    matchDigest: "text",
    evidenceBlob: "text",
    firstPass: "boolean",
    verdict: "text?",
    rulesVersion: "number?",
    checks: "list?",
    route: "text?",
    decision: "text",
    decidedBy: "text?",
    createdAtMs: "number",
    lastSeq: "number",
  }),
  image: table<ProjectionRows["image"]>("image", ["versionId", "position"], {
    versionId: "text",
    position: "number",
    ...IMAGE,
  }),
  replay: table<ProjectionRows["replay"]>("replay", ["seq"], {
    seq: "number",
    versionId: "text",
    decisions: "text",
    environment: "text",
    pixels: "text",
    differences: "number",
    atMs: "number",
  }),
  specState: table<ProjectionRows["specState"]>("spec_state", ["specId"], {
    specId: "text",
    inputsDigest: "text",
  }),
};

/** The log. `payload` holds canonical JSON. */
export const EVENT_TABLE: Table = table<{ readonly [C in keyof StoredEvent]: unknown }>("event", ["seq"], {
  seq: "number",
  id: "text",
  projectId: "text",
  ts: "number",
  type: "text",
  v: "number",
  entityType: "text",
  entityId: "text",
  causalChainId: "text",
  causalDepth: "number",
  idempotencyKey: "text",
  payload: "text",
  prevHash: "text",
  hash: "text",
});

function table<Row>(name: string, key: readonly (keyof Row & string)[], columns: Columns<Row>): Table {
  const kinds = Object.entries<ColumnKind>(columns as Record<string, ColumnKind>);
  return { name, key, columns: kinds.map(([field, kind]) => ({ field, name: columnName(field), kind })) };
}

/** The SQL name of a row's field, e.g. `spec_id` of `specId`. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What SQLite returns and takes. */
export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, unknown>>;

/** A row's value as SQLite takes it. */
export function toSql(value: unknown): SqlValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (Array.isArray(value)) return canonicalJson(value);
  return value as SqlValue;
}

/**
 * Reads one SQL row as a row of its table.
 *
 * @throws TouchstoneError STORE_DAMAGED when a column does not hold what it should.
 */
export function readRow(from: Table, raw: SqlRow): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { field, name, kind } of from.columns) row[field] = readValue(raw[name], kind, `${from.name}.${name}`);
  return row;
}

function readValue(value: unknown, kind: ColumnKind, place: string): unknown {
  if (kind === "boolean" && (value === 0 || value === 1)) return value === 1;
  if (value === null && kind.endsWith("?")) return null;
  if (kind === "list?") return readList(value, place);
  const expected = kind.startsWith("text") ? "string" : "number";
  if (kind !== "boolean" && typeof value === expected) return value;
  throw damaged(value, kind, place);
}

function readList(value: unknown, place: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(String(value));
    if (Array.isArray(list)) return list;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw damaged(value, "list", place);
}

function damaged(value: unknown, kind: string, place: string): TouchstoneError {
  return new TouchstoneError("STORE_DAMAGED", `Column \`${place}\` holds \`${String(value)}\`, which is no ${kind}`, {
    hint: "Run `touchstone verify` to see what is damaged.",
  });
}

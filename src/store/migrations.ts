import type { DatabaseSync } from "node:sqlite";
import { TouchstoneError } from "../core/errors.ts";

/**
 * The schema, one step per version of the store's files; step N brings `user_version` N to N+1.
 * A released step is never edited. SQL that PostgreSQL takes as well.
 */
const STEPS: readonly string[] = [
  `
  CREATE TABLE event (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, project_id TEXT NOT NULL, ts INTEGER NOT NULL, type TEXT NOT NULL,
    v INTEGER NOT NULL, entity_type TEXT NOT NULL, entity_id TEXT NOT NULL, causal_chain_id TEXT NOT NULL,
    causal_depth INTEGER NOT NULL, idempotency_key TEXT NOT NULL, payload TEXT NOT NULL, prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL);
  CREATE UNIQUE INDEX event_key ON event (entity_id, idempotency_key, type, entity_type);
  CREATE INDEX event_entity ON event (entity_id, seq);
  CREATE INDEX event_chain ON event (causal_chain_id, seq);

  CREATE TABLE duplicate (seq INTEGER PRIMARY KEY, refused INTEGER NOT NULL);

  CREATE TABLE job (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, spec_id TEXT NOT NULL, job_type TEXT NOT NULL, kind TEXT NOT NULL,
    checkpoint_id TEXT NOT NULL, backend TEXT NOT NULL, priority TEXT NOT NULL, state TEXT NOT NULL, chain_id TEXT NOT NULL,
    chain_length INTEGER NOT NULL, depth INTEGER NOT NULL, recipe_digest TEXT NOT NULL, match_digest TEXT NOT NULL, plan_blob TEXT NOT NULL,
    renders INTEGER NOT NULL, renders_done INTEGER NOT NULL, plan_ms REAL NOT NULL, attempt INTEGER NOT NULL,
    attempt_id TEXT, owner TEXT, due_at_ms REAL, version_id TEXT, error_class TEXT, reason_code TEXT, detail TEXT,
    queued_at_ms INTEGER NOT NULL, updated_at_ms INTEGER NOT NULL, last_seq INTEGER NOT NULL);
  CREATE INDEX job_state ON job (state, seq);
  CREATE INDEX job_spec ON job (spec_id, seq);
  CREATE INDEX job_chain ON job (chain_id, seq);
  CREATE INDEX job_match ON job (match_digest, spec_id, seq);

  CREATE TABLE attempt (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, job_id TEXT NOT NULL, attempt INTEGER NOT NULL, owner TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL, ended_at_ms INTEGER, outcome TEXT, error_class TEXT, reason_code TEXT, detail TEXT);
  CREATE INDEX attempt_job ON attempt (job_id, seq);

  CREATE TABLE render (
    seq INTEGER PRIMARY KEY, job_id TEXT NOT NULL, attempt_id TEXT NOT NULL, variant INTEGER NOT NULL, part TEXT,
    seed INTEGER NOT NULL, blob TEXT NOT NULL, pixel_sha256 TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    render_ms REAL NOT NULL, at_ms INTEGER NOT NULL);
  CREATE UNIQUE INDEX render_image ON render (job_id, variant, COALESCE(part, ''));

  CREATE TABLE version (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, spec_id TEXT NOT NULL, job_id TEXT NOT NULL, chain_id TEXT NOT NULL,
    kind TEXT NOT NULL, checkpoint_id TEXT NOT NULL, recipe_digest TEXT NOT NULL, render_digest TEXT NOT NULL, match_digest TEXT NOT NULL,
    evidence_blob TEXT NOT NULL, first_pass INTEGER NOT NULL, verdict TEXT, rules_version INTEGER, checks TEXT, route TEXT, decision TEXT NOT NULL,
    decided_by TEXT, created_at_ms INTEGER NOT NULL, last_seq INTEGER NOT NULL);
  CREATE INDEX version_spec ON version (spec_id, seq);
  CREATE INDEX version_match ON version (match_digest, spec_id, seq);
  CREATE UNIQUE INDEX version_job ON version (job_id);

  CREATE TABLE image (
    version_id TEXT NOT NULL, position INTEGER NOT NULL, variant INTEGER NOT NULL, part TEXT, seed INTEGER NOT NULL,
    blob TEXT NOT NULL, pixel_sha256 TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    PRIMARY KEY (version_id, position));

  CREATE TABLE replay (
    seq INTEGER PRIMARY KEY, version_id TEXT NOT NULL, decisions TEXT NOT NULL, environment TEXT NOT NULL,
    pixels TEXT NOT NULL, differences INTEGER NOT NULL, at_ms INTEGER NOT NULL);
  CREATE INDEX replay_version ON replay (version_id, seq);

  CREATE TABLE spec_state (spec_id TEXT PRIMARY KEY, inputs_digest TEXT NOT NULL);
  `,
  `
  CREATE TABLE submission (
    seq INTEGER PRIMARY KEY, job_id TEXT NOT NULL, attempt_id TEXT NOT NULL, variant INTEGER NOT NULL, part TEXT,
    backend TEXT NOT NULL, prompt_id TEXT NOT NULL, at_ms INTEGER NOT NULL);
  CREATE INDEX submission_job ON submission (job_id, seq);

  ALTER TABLE render ADD COLUMN backend TEXT;
  ALTER TABLE render ADD COLUMN prompt_id TEXT;
  ALTER TABLE render ADD COLUMN cached_nodes TEXT;
  ALTER TABLE render ADD COLUMN graph_digest TEXT;
  ALTER TABLE render ADD COLUMN server_blob TEXT;
  `,
];

/**
 * What a reader puts in place of what step N would have made: it may not change the file, and must read an older one all the
 * same, or one whose owner died between two steps. Views of the connection alone, which hide the tables behind them.
 */
const BRIDGES: Readonly<Record<number, string>> = {
  1: `
  CREATE TEMP VIEW submission AS SELECT 0 AS seq, '' AS job_id, '' AS attempt_id, 0 AS variant, NULL AS part, '' AS backend,
    '' AS prompt_id, 0 AS at_ms WHERE 0;
  CREATE TEMP VIEW render AS SELECT *, NULL AS backend, NULL AS prompt_id, NULL AS cached_nodes, NULL AS graph_digest,
    NULL AS server_blob FROM main.render;
  `,
};

/** Version of the store's files that this Touchstone writes. */
export const SCHEMA_VERSION = STEPS.length;

/** The version of an open file; 0 for one that has no schema yet. @throws TouchstoneError STORE_TOO_NEW */
export function readSchemaVersion(db: DatabaseSync): number {
  const version = Number(db.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version <= SCHEMA_VERSION) return version;
  const message = `The store has version \`${version}\`, this Touchstone knows up to \`${SCHEMA_VERSION}\``;
  throw new TouchstoneError("STORE_TOO_NEW", message, { hint: "Update Touchstone." });
}

/** Brings a file up to the current schema, each step in its own transaction. SPEC.md S17. */
export function migrate(db: DatabaseSync): void {
  for (let version = readSchemaVersion(db); version < SCHEMA_VERSION; version++) {
    db.exec(`BEGIN IMMEDIATE; ${STEPS[version]} PRAGMA user_version = ${version + 1}; COMMIT;`);
  }
}

/** Lets a connection that may only read see an older file, which has a schema, as a current one. SPEC.md S30. */
export function bridge(db: DatabaseSync): void {
  for (let version = readSchemaVersion(db); version < SCHEMA_VERSION; version++) db.exec(BRIDGES[version] ?? "");
}

import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Digest } from "../core/canonical/digest.ts";
import { jobSamples, sampleImage, versionSamples } from "../core/events/sample-events.fixture.ts";
import { blobPath } from "./blobs.ts";
import { databasePath } from "./database.ts";
import { openStore } from "./store.ts";
import { temporaryFolder } from "./temporary-folder.fixture.ts";
import { verifyChain, verifyStore, type VerifyReport } from "./verify.ts";

const PROJECT = { projectId: "p" };
const blobs: { plan: Digest; image: Digest; evidence: Digest } = { plan: "sha256:", image: "sha256:", evidence: "sha256:" };

/** A store with one job that made one version, one that waits, and one unreferenced blob. */
async function fillStore(dir: string): Promise<void> {
  const store = await openStore({ dir, projectId: "p", access: "owner" });
  const put = (text: string) => store.blobs.put(new TextEncoder().encode(text));
  Object.assign(blobs, { plan: await put("plan"), image: await put("image"), evidence: await put("evidence") });
  await put("nobody refers to this");
  const image = { ...sampleImage(0), blob: blobs.image };
  const plan = { planBlob: blobs.plan, renders: 1 };
  const version = { evidenceBlob: blobs.evidence, images: [image] };
  await store.append({ events: [jobSamples.queued("a", plan), jobSamples.started("a", "one")] });
  await store.append({ events: [jobSamples.renderDone("a", "one", image), versionSamples.created("v1", "a", version)] });
  await store.append({ events: [jobSamples.succeeded("a", "one", "v1"), versionSamples.approved("v1", "person")] });
  await store.append({ events: [jobSamples.queued("b", plan)] });
  await store.append({ events: [jobSamples.queued("b", plan)] });
  await store.close();
}

const template = mkdtempSync(join(tmpdir(), "touchstone-verify-"));
beforeAll(() => fillStore(template));
afterAll(() => rmSync(template, { recursive: true, force: true }));

/** A copy of the filled store, damaged by SQL, and what verifying it says. */
async function verifyDamaged(sql: string, projectId = "p"): Promise<VerifyReport> {
  return await verifyStore({ dir: damagedFolder(sql), projectId });
}

function damagedFolder(sql: string): string {
  const dir = filledFolder();
  const db = new DatabaseSync(databasePath(dir));
  db.enableDefensive(false);
  db.exec(sql);
  db.close();
  return dir;
}

function filledFolder(): string {
  const dir = temporaryFolder();
  cpSync(template, dir, { recursive: true });
  return dir;
}

test("a whole store verifies, and its duplicates do not count as events", async () => {
  const report = await verifyStore({ dir: filledFolder(), ...PROJECT });
  expect(report).toMatchObject({
    events: { count: 7, head: 7 },
    chain: "ok",
    blobs: { referenced: 3, present: 4, unreferenced: 1, damaged: 0 },
    problems: [],
  });
  expect(report.projections.map(({ name, rows, ok }) => [name, rows, ok])).toEqual([
    ["job", 2, true],
    ["attempt", 1, true],
    ["submission", 0, true],
    ["render", 1, true],
    ["version", 1, true],
    ["image", 1, true],
    ["replay", 0, true],
    ["spec_state", 0, true],
  ]);
});

test("a folder without a store has nothing to find, and stays without one", async () => {
  const dir = temporaryFolder();
  const report = await verifyStore({ dir, ...PROJECT });
  expect(report).toMatchObject({ events: { count: 0, head: 0 }, chain: "ok", problems: [] });
  expect(() => statSync(dir)).toThrow("ENOENT");
});

test.each([
  ["a changed payload", "UPDATE event SET payload = replace(payload, '\"renders\":1', '\"renders\":2') WHERE seq = 1", 1],
  ["white space in a payload", "UPDATE event SET payload = payload || ' ' WHERE seq = 3", 3],
  ["a changed time", "UPDATE event SET ts = ts + 1 WHERE seq = 2", 2],
  ["a changed id", "UPDATE event SET id = 'x' WHERE seq = 2", 2],
  ["a changed entity", "UPDATE event SET entity_id = 'x' WHERE seq = 6", 6],
  ["a changed key", "UPDATE event SET idempotency_key = 'x' WHERE seq = 4", 4],
  ["a changed type", "UPDATE event SET type = 'version.rejected' WHERE seq = 6", 6],
  ["a changed chain", "UPDATE event SET causal_chain_id = 'x' WHERE seq = 5", 5],
  ["a changed depth", "UPDATE event SET causal_depth = 1 WHERE seq = 5", 5],
  ["a changed hash", `UPDATE event SET hash = 'sha256:${"0".repeat(64)}' WHERE seq = 7`, 7],
  ["another project", "UPDATE event SET project_id = 'q' WHERE seq = 7", 7],
  ["a payload that is no JSON", "UPDATE event SET payload = '{' WHERE seq = 3", 3],
  ["a column of another type", "UPDATE event SET ts = 'soon' WHERE seq = 3", 3],
])("[S24] %s is found at its seq", async (_, sql, seq) => {
  const report = await verifyDamaged(sql);
  expect(report.chain).toBe("damaged");
  expect(report.problems.join("\n")).toContain(`at seq ${seq} `);
});

test("[S24] a changed link is found, though nothing else of the event was changed", async () => {
  const report = await verifyDamaged(`UPDATE event SET prev_hash = 'sha256:${"1".repeat(64)}' WHERE seq = 4`);
  expect(report.problems).toEqual([
    "The event at seq 4 is not chained to the one before it",
    "The event at seq 4 does not have the content that its hash was taken of",
  ]);
});

test("[S24] a missing event is found, with what follows from it", async () => {
  const report = await verifyDamaged("DELETE FROM event WHERE seq = 2");
  expect(report.chain).toBe("damaged");
  expect(report.problems).toContain("Events from seq 2 to 2 are missing");
  expect(report.problems).toContain("The event at seq 3 is not chained to the one before it");
  expect(report.problems.join("\n")).toContain("The event at seq 3 cannot have happened");
});

test("[S24][S25] events cut off at the end are found by the projections that still show them", async () => {
  const report = await verifyDamaged("DELETE FROM event WHERE seq = 7");
  expect(report.events).toEqual({ count: 6, head: 6 });
  expect(report.problems).toEqual(["Row `seq=7` of `job` follows from no event"]);
});

test("[S24] two events that changed places are found", async () => {
  const report = await verifyDamaged(
    "UPDATE event SET seq = -1 WHERE seq = 1; UPDATE event SET seq = 1 WHERE seq = 2; UPDATE event SET seq = 2 WHERE seq = -1",
  );
  expect(report.chain).toBe("damaged");
  expect(report.problems.join("\n")).toContain("at seq 1 ");
});

test("[S24] the whole stream of another project is found", async () => {
  const report = await verifyStore({ dir: filledFolder(), projectId: "q" });
  expect(report.problems[0]).toBe("The event at seq 1 belongs to project `p`");
});

test.each([
  ["UPDATE job SET state = 'failed' WHERE id = 'b'", "job", "Row `seq=7` of `job` has `state` `failed`, by the log `queued`"],
  ["UPDATE job SET renders_done = 7 WHERE id = 'a'", "job", "Row `seq=1` of `job` has `renders_done` `7`, by the log `1`"],
  ["DELETE FROM attempt", "attempt", "Row `seq=2` of `attempt` is missing"],
  ["DELETE FROM job WHERE seq = 1", "job", "`job` has row `seq=7` where the log has `seq=1`"],
  [
    "UPDATE version SET decision = 'rejected'",
    "version",
    "Row `seq=4` of `version` has `decision` `rejected`, by the log `approved`",
  ],
  ["UPDATE image SET part = ''", "image", "Row `version_id=v1` `position=0` of `image` has `part` ``, by the log `null`"],
  [
    "INSERT INTO replay VALUES (9, 'v1', 'equal', 'equal', 'not_run', 0, 1)",
    "replay",
    "Row `seq=9` of `replay` follows from no event",
  ],
])("[S25] %s is found in %s", async (sql, name, problem) => {
  const report = await verifyDamaged(sql);
  expect(report.projections.filter((one) => !one.ok).map((one) => one.name)).toEqual([name]);
  expect(report.problems).toEqual([problem]);
  expect(report.chain).toBe("ok");
});

test.each([
  ["DROP TABLE attempt", "attempt", "`attempt` cannot be read: no such table: attempt"],
  ["ALTER TABLE version RENAME COLUMN verdict TO judgement", "version", "`version` cannot be read: no such column: verdict"],
  ["UPDATE job SET renders = 'two' WHERE id = 'b'", "job", "Row `seq=7` of `job` has `renders` `two`, by the log `1`"],
  [
    "UPDATE job SET updated_at_ms = 9223372036854775807 WHERE id = 'b'",
    "job",
    "`job` cannot be read: Value is too large to be represented as a JavaScript number: 9223372036854775807",
  ],
])("[S28] after %s the projection %s is reported, and all else is judged", async (sql, name, problem) => {
  const report = await verifyDamaged(sql);
  expect(report.projections.filter((one) => !one.ok).map((one) => one.name)).toEqual([name]);
  expect(report.projections).toHaveLength(8);
  expect(report).toMatchObject({ chain: "ok", blobs: { referenced: 3, damaged: 0 }, problems: [problem] });
});

test("[S28] a log that cannot be read is a damaged chain", async () => {
  const report = await verifyDamaged("ALTER TABLE event RENAME TO events");
  expect(report).toMatchObject({ chain: "damaged", events: { count: 0, head: 0 } });
  expect(report.problems[0]).toBe("The log cannot be read: no such table: event");
});

test("[S29] the stream is judged alone: neither projections nor blobs nor what they should be decide", () => {
  const dir = damagedFolder("DROP TABLE job; UPDATE version SET verdict = 7");
  rmSync(blobPath(join(dir, "blobs"), blobs.image));
  expect(verifyChain({ dir, ...PROJECT })).toEqual({
    events: { count: 7, head: 7 },
    chain: "ok",
    duplicatesRefused: 1,
    problems: [],
  });
  const cut = verifyChain({ dir: damagedFolder("DELETE FROM event WHERE seq = 2"), ...PROJECT });
  expect(cut).toMatchObject({ chain: "damaged", events: { count: 6, head: 7 } });
  expect(cut.problems).toEqual(["Events from seq 2 to 2 are missing", "The event at seq 3 is not chained to the one before it"]);
});

test("[S29] a file that is no database is a damaged stream, of which nothing more is known", () => {
  const dir = filledFolder();
  writeFileSync(databasePath(dir), "not a database, but long enough to be looked at");
  const report = verifyChain({ dir, ...PROJECT });
  expect(report).toMatchObject({ chain: "damaged", events: { count: 0, head: 0 }, duplicatesRefused: null });
  expect(report.problems[0]).toContain("store.db");
});

test("[S26] a missing and a changed blob are found with the seq that refers to them; a foreign file is no blob", async () => {
  const dir = filledFolder();
  const root = join(dir, "blobs");
  rmSync(blobPath(root, blobs.image));
  writeFileSync(blobPath(root, blobs.evidence), "evidencE");
  writeFileSync(join(root, "tmp", "left-over"), "");
  const report = await verifyStore({ dir, ...PROJECT });
  expect(report.blobs).toEqual({ referenced: 3, present: 3, unreferenced: 1, damaged: 2 });
  expect(report.problems).toEqual([
    `Blob \`${blobs.image}\` is missing, which the event at seq 3 refers to`,
    `Blob \`${blobs.evidence}\` holds other bytes, which the event at seq 4 refers to`,
  ]);
});

test("[S24] bytes that were overwritten in the file are damage, and do not stop the command", async () => {
  const dir = filledFolder();
  const path = databasePath(dir);
  const { size } = statSync(path);
  const file = new DatabaseSync(path);
  const pageSize = Number(file.prepare("PRAGMA page_size").get()?.["page_size"]);
  file.close();
  writeFileSync(path, Buffer.alloc(size - pageSize, 0xab), { flag: "r+" });
  const report = await verifyStore({ dir, ...PROJECT });
  expect(report.chain).toBe("damaged");
  expect(report.problems[0]).toContain("store.db");
});

test("[S25] an index that no longer matches its table is damage", async () => {
  const report = await verifyDamaged(
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE INDEX job_chain ON job (spec_id, seq)' WHERE name = 'job_chain'",
  );
  expect(report.problems.join("\n")).toContain("The database file: ");
});

test("[S27] verifying changes no file, and an owner goes on appending meanwhile", async () => {
  const dir = filledFolder();
  const seen = () => readdirSync(dir, { recursive: true }).map((name) => [name, statSync(join(dir, String(name))).mtimeMs]);
  const before = seen();
  await verifyStore({ dir, ...PROJECT });
  expect(seen()).toEqual(before);
  const owner = await openStore({ dir, projectId: "p", access: "owner" });
  onTestFinished(() => owner.close());
  const appending = Promise.all(
    Array.from({ length: 200 }, (_, index) => owner.append({ events: [jobSamples.canceled("b")] }).then(() => index)),
  );
  const report = await verifyStore({ dir, ...PROJECT });
  await appending;
  expect(report.problems).toEqual([]);
  expect((await verifyStore({ dir, ...PROJECT })).events.head).toBe(8);
});

import { cpSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copySample, createWorkshop, studioAt } from "../../tests/support/sample-game.ts";
import { callVerb } from "./call-verb.ts";
import { eventVerifyVerb } from "./events.ts";
import { makeVerb } from "./make.ts";
import { specReadyVerb } from "./ready.ts";
import { verifyVerb } from "./verify.ts";

const workshop = createWorkshop("verify");
const caller = { by: "person" } as const;
const whole = workshop.at("whole");
let copies = 0;

beforeAll(async () => {
  copySample(whole, "starter");
  const call = { caller, withStudio: studioAt(whole) };
  await callVerb(specReadyVerb, { ...call, input: { specs: ["first-gem"] } });
  await callVerb(makeVerb, { ...call, input: { specs: ["first-gem"] } });
});
afterAll(workshop.remove);

/** A copy of the made project with a store that was changed, and both verbs that verify it. */
function damaged(sql: string) {
  const dir = copyWhole();
  const db = new DatabaseSync(`${dir}/.touchstone/store.db`);
  db.enableDefensive(false);
  db.exec(sql);
  db.close();
  return verbsAt(dir);
}

function copyWhole(): string {
  const dir = workshop.at(`copy-${(copies += 1)}`);
  cpSync(whole, dir, { recursive: true });
  return dir;
}

function verbsAt(dir: string) {
  const call = { input: {}, caller, withStudio: studioAt(dir) };
  return {
    verify: async () => await callVerb(verifyVerb, call),
    verifyEvents: async () => await callVerb(eventVerifyVerb, call),
  };
}

test("a whole record is proved, with its inputs", async () => {
  const { verify, verifyEvents } = verbsAt(whole);
  const report = await verify();
  expect(report).toMatchObject({ ok: true, chain: "ok", problems: [] });
  expect(report.blobs.unreferenced).toBe(0);
  expect(await verifyEvents()).toEqual({
    ok: true,
    count: report.events.count,
    head: report.events.head,
    chain: "ok",
    duplicatesRefused: 0,
    problems: [],
  });
});

test.each([
  ["a column that holds another type", "UPDATE job SET renders = 'many'", "`renders` `many`, by the log"],
  ["a missing table", "DROP TABLE version", "`version` cannot be read: no such table: version"],
  ["a row that no event made", "DELETE FROM image WHERE position = 0", "`image`"],
])("%s is reported, and the stream is none the worse", async (_, sql, problem) => {
  const { verify, verifyEvents } = damaged(sql);
  const report = await verify();
  expect(report).toMatchObject({ ok: false, chain: "ok" });
  expect(report.problems.join("\n")).toContain(problem);
  expect(await verifyEvents()).toMatchObject({ ok: true, chain: "ok", problems: [] });
});

test("a broken index is reported where it is met", async () => {
  const { verify } = damaged(
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE INDEX job_chain ON job (spec_id, seq)' WHERE name = 'job_chain'",
  );
  const report = await verify();
  expect(report.ok).toBe(false);
  expect(report.problems.join("\n")).toContain("The database file: ");
});

test("a file that is no database is a report, not a failure", async () => {
  const dir = copyWhole();
  writeFileSync(`${dir}/.touchstone/store.db`, "garbage ".repeat(1000));
  const { verify, verifyEvents } = verbsAt(dir);
  const nothing = { ok: false, chain: "damaged" };
  expect(await verify()).toMatchObject({ ...nothing, events: { count: 0, head: 0 } });
  expect(await verifyEvents()).toMatchObject({ ...nothing, count: 0, duplicatesRefused: null });
});

test("a missing blob is a problem of the record, and none of the stream", async () => {
  const dir = copyWhole();
  rmSync(`${dir}/.touchstone/blobs`, { recursive: true });
  const { verify, verifyEvents } = verbsAt(dir);
  expect((await verify()).ok).toBe(false);
  expect((await verifyEvents()).ok).toBe(true);
});

test("a caller who may ask to stop gets the same proof, or none at all once it has asked", async () => {
  const proofOf = async (signal?: AbortSignal) =>
    await callVerb(verifyVerb, { input: {}, withStudio: studioAt(whole), caller: { ...caller, ...(signal && { signal }) } });
  const controller = new AbortController();
  expect(await proofOf(controller.signal)).toEqual(await proofOf());
  const stopped = proofOf(controller.signal);
  controller.abort();
  await expect(stopped).rejects.toMatchObject({ code: "INTERRUPTED" });
  await expect(proofOf(controller.signal)).rejects.toMatchObject({ code: "INTERRUPTED" });
});

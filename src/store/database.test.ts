import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { databasePath, openEmpty, openGuestReader, openWriter } from "./database.ts";
import { migrate, readSchemaVersion, SCHEMA_VERSION } from "./migrations.ts";
import * as queries from "./queries.ts";
import { temporaryFolder } from "./temporary-folder.fixture.ts";

function newFolder(): string {
  const dir = temporaryFolder();
  mkdirSync(dir);
  return dir;
}

test("[S1] the second open of a file syncs as fully as the first", () => {
  const dir = newFolder();
  for (const _ of ["first", "second", "third"]) {
    const db = openWriter(dir);
    expect(db.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
    expect(db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    db.close();
  }
});

test("[S17] a new file gets the current schema, and opening it again changes nothing", () => {
  const dir = newFolder();
  openWriter(dir).close();
  const db = openWriter(dir);
  expect(readSchemaVersion(db)).toBe(SCHEMA_VERSION);
  const schema = db.prepare("SELECT COUNT(*) AS n FROM sqlite_master").get();
  migrate(db);
  expect(db.prepare("SELECT COUNT(*) AS n FROM sqlite_master").get()).toEqual(schema);
  db.close();
});

test("[S17] a file of a newer Touchstone is refused by writer and reader, and stays as it is", () => {
  const dir = newFolder();
  const db = openWriter(dir);
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  db.close();
  expect(() => openWriter(dir)).toThrow(expect.objectContaining({ code: "STORE_TOO_NEW" }));
  const reader = openGuestReader(dir);
  expect(() => reader.read(() => 0)).toThrow(expect.objectContaining({ code: "STORE_TOO_NEW" }));
  reader.close();
  const again = new DatabaseSync(databasePath(dir));
  expect(again.prepare("PRAGMA user_version").get()).toEqual({ user_version: SCHEMA_VERSION + 1 });
  again.close();
});

test("[S30] a reader sees a file of version 1 as a current one, and leaves it as it is", () => {
  const dir = newFolder();
  const db = openWriter(dir);
  for (const column of ["backend", "prompt_id", "cached_nodes", "graph_digest", "server_blob"])
    db.exec(`ALTER TABLE render DROP COLUMN ${column}`);
  db.exec("DROP TABLE submission; PRAGMA user_version = 1");
  db.exec("INSERT INTO render VALUES (7, 'job-1', 'attempt-1', 0, NULL, 9, 'sha256:b', 'sha256:p', 16, 16, 1.5, 1763640000000)");
  db.close();
  const reader = openGuestReader(dir);
  expect(reader.read((guest) => queries.listRenders(guest, "job-1"))).toMatchObject([
    { seq: 7, backend: null, cachedNodes: null },
  ]);
  expect(reader.read((guest) => queries.listSubmissions(guest, "job-1"))).toEqual([]);
  reader.close();
  const again = new DatabaseSync(databasePath(dir));
  expect(readSchemaVersion(again)).toBe(1);
  again.close();
  openWriter(dir).close();
  const owner = openGuestReader(dir);
  expect(owner.read((guest) => queries.listRenders(guest, "job-1"))).toMatchObject([{ seq: 7, backend: null }]);
  owner.close();
});

test("[S20] a file that is no database is damage, not a crash", () => {
  const dir = newFolder();
  writeFileSync(databasePath(dir), "this is not a database, though it is long enough to look at".repeat(40));
  expect(() => openWriter(dir)).toThrow(expect.objectContaining({ code: "STORE_DAMAGED" }));
  const reader = openGuestReader(dir);
  expect(() => reader.read(() => 0)).toThrow(expect.objectContaining({ code: "STORE_DAMAGED" }));
});

test("[S18] a guest of a closed store reads it without creating a file beside it", () => {
  const dir = newFolder();
  openWriter(dir).close();
  const before = readdirSync(dir);
  const reader = openGuestReader(dir);
  expect(reader.read((db) => db.prepare("SELECT COUNT(*) AS n FROM event").get())).toEqual({ n: 0 });
  reader.close();
  expect(readdirSync(dir)).toEqual(before);
});

test("[S18] where there is nothing, a guest reads nothing and creates nothing", () => {
  const dir = temporaryFolder();
  const reader = openGuestReader(dir);
  expect(reader.read((db) => db.prepare("SELECT COUNT(*) AS n FROM job").get())).toEqual({ n: 0 });
  reader.close();
  expect(existsSync(dir)).toBe(false);
});

test("[S18] a guest that opened before the owner follows it: new schema, new rows, and after it has closed", () => {
  const dir = newFolder();
  const reader = openGuestReader(dir);
  const duplicates = () => reader.read((db) => db.prepare("SELECT COUNT(*) AS n FROM duplicate").get())?.["n"];
  expect(duplicates()).toBe(0);
  writeFileSync(databasePath(dir), "");
  expect(duplicates()).toBe(0);
  const writer = openWriter(dir);
  writer.exec("INSERT INTO duplicate VALUES (1, 1)");
  expect(duplicates()).toBe(1);
  writer.exec("INSERT INTO duplicate VALUES (2, 1)");
  expect(duplicates()).toBe(2);
  writer.close();
  expect(duplicates()).toBe(2);
  const later = openWriter(dir);
  later.exec("INSERT INTO duplicate VALUES (3, 1)");
  later.close();
  expect(duplicates()).toBe(3);
  reader.close();
});

test("[S18] a guest that came while the owner was still making the schema sees it once it is there", () => {
  const dir = newFolder();
  const owner = new DatabaseSync(databasePath(dir));
  owner.exec("PRAGMA journal_mode = WAL; CREATE TABLE early (a)");
  const reader = openGuestReader(dir);
  const duplicates = () => reader.read((db) => db.prepare("SELECT COUNT(*) AS n FROM duplicate").get())?.["n"];
  expect(duplicates()).toBe(0);
  migrate(owner);
  owner.exec("INSERT INTO duplicate VALUES (1, 1)");
  expect(duplicates()).toBe(1);
  reader.close();
  owner.close();
});

test("[S18] what a guest read while an owner came is dropped and read again", () => {
  const dir = newFolder();
  openWriter(dir).close();
  const reader = openGuestReader(dir);
  const seen: unknown[] = [];
  const result = reader.read((db) => {
    seen.push(db.prepare("SELECT COUNT(*) AS n FROM duplicate").get()?.["n"]);
    if (seen.length === 1) {
      const writer = openWriter(dir);
      writer.exec("INSERT INTO duplicate VALUES (1, 1)");
      writer.close();
    }
    return seen.at(-1);
  });
  expect(result).toBe(1);
  expect(seen).toEqual([0, 1]);
  reader.close();
});

test("an empty database in memory has the schema of a file", () => {
  const dir = newFolder();
  const file = openWriter(dir);
  const memory = openEmpty();
  const schema = "SELECT type, name, sql FROM sqlite_master ORDER BY name";
  expect(memory.prepare(schema).all()).toEqual(file.prepare(schema).all());
  file.close();
  expect(readdirSync(join(dir))).toEqual(["store.db"]);
});

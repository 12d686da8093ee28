import { mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { createWorkshop, copySample, studioAt } from "../../../../tests/support/sample-game.ts";
import { callVerb } from "../../call-verb.ts";
import { envHomeOf } from "../env-home.ts";
import { envLogVerb } from "./read-log.ts";

const workshop = createWorkshop("log");
const dir = copySample(workshop.at("game"), "starter");
const { logs } = envHomeOf(dir);
mkdirSync(logs, { recursive: true });
afterAll(workshop.remove);

const read = async (name: string, from?: number) =>
  await callVerb(envLogVerb, { input: { name, from }, caller: { by: "person" }, withStudio: studioAt(dir) });

test("a log is read from a byte on, and goes on where it was left", async () => {
  writeFileSync(path.join(logs, "t.stdout.log"), "one\ntwo\n");
  const first = await read("t.stdout.log", 4);
  expect(first).toEqual({ name: "t.stdout.log", from: 4, next: 8, size: 8, text: "two\n" });
  writeFileSync(path.join(logs, "t.stdout.log"), "one\ntwo\nthree\n");
  expect(await read("t.stdout.log", first.next)).toMatchObject({ from: 8, next: 14, text: "three\n" });
  expect(await read("t.stdout.log", 99)).toMatchObject({ from: 14, next: 14, text: "" });
});

test("of a long log only the end is read first, and no more at once than a page can take", async () => {
  writeFileSync(path.join(logs, "long.log"), "x".repeat(300 * 1024));
  expect(await read("long.log")).toMatchObject({ from: 236 * 1024, next: 300 * 1024 });
  expect(await read("long.log", 0)).toMatchObject({ from: 0, next: 256 * 1024, size: 300 * 1024 });
});

test.each(["é", "€", "🔥"])("a character that stands across two answers is whole in the second: %s", async (character) => {
  const edge = 256 * 1024 - 1;
  writeFileSync(path.join(logs, "cut.log"), `${"x".repeat(edge)}${character}end`);
  const first = await read("cut.log", 0);
  expect([first.next, first.text.at(-1)]).toEqual([edge, "x"]);
  expect((await read("cut.log", first.next)).text).toBe(`${character}end`);
});

test("half a character at the very end is shown as it is, so that reading comes to an end", async () => {
  writeFileSync(path.join(logs, "torn.log"), Buffer.from([0x61, 0xe2, 0x82]));
  expect(await read("torn.log", 0)).toMatchObject({ next: 3, text: "a\ufffd" });
});

test("what is no log of the environment is not given out", async () => {
  const refused = ["../history.jsonl", "/etc/passwd", "..", ".hidden", "", "a/b"].map(async (name) => await read(name));
  for (const each of refused) await expect(each).rejects.toMatchObject({ code: "INPUT_INVALID" });
  symlinkSync(path.join(dir, "touchstone.yaml"), path.join(logs, "link.log"));
  mkdirSync(path.join(logs, "folder"));
  for (const name of ["link.log", "folder", "none.log"]) {
    await expect(read(name)).rejects.toMatchObject({ code: "FILE_NOT_FOUND", message: `there is no log \`${name}\`` });
  }
  const elsewhere = workshop.at("elsewhere");
  renameSync(logs, elsewhere);
  symlinkSync(elsewhere, logs);
  await expect(read("t.stdout.log")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
});

import { mkdirSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeExport, writeImages, writeIntoFolder } from "./export-files.ts";

let dir = "";

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "touchstone-export-"));
});
afterEach(async () => await rm(dir, { recursive: true, force: true }));

const image = (name: string) => ({ name, bytes: new TextEncoder().encode(name) });
const ONE = [image("gem.v0.png")];
const TWO = [image("gem.v0.png"), image("gem.v1.png")];

describe("images", () => {
  test.each([
    ["one is written to the file that is named", "hero.png", ONE, ["hero.png"]],
    ["one is written to a file without an extension", "hero", ONE, ["hero"]],
    ["one is written into what ends with a slash, whatever it is called", "v1.png/", ONE, ["v1.png/gem.v0.png"]],
    [
      "several are written into a folder with a dot in its name",
      "sprites.v2",
      TWO,
      ["sprites.v2/gem.v0.png", "sprites.v2/gem.v1.png"],
    ],
    ["folders that are missing are made", "a/b/c", TWO, ["a/b/c/gem.v0.png", "a/b/c/gem.v1.png"]],
  ] as const)("%s", async (...[, out, files, paths]) => {
    expect(await writeImages(join(dir, out), files)).toEqual(paths.map((path) => join(dir, path)));
    expect(await readFile(join(dir, paths[0]), "utf8")).toBe("gem.v0.png");
  });

  test("one is written into a folder that is there", async () => {
    await writeIntoFolder(join(dir, "old.png"), TWO);
    expect(await writeImages(join(dir, "old.png"), [image("new.png")])).toEqual([join(dir, "old.png", "new.png")]);
  });

  test("several are not written to one file; nothing is written then", async () => {
    await expect(writeImages(join(dir, "all.png"), TWO)).rejects.toMatchObject({ code: "USAGE" });
    expect(await readdir(dir)).toEqual([]);
  });

  test("several are not written into what is a file already", async () => {
    await writeFile(join(dir, "notes"), "mine");
    await expect(writeImages(join(dir, "notes"), TWO)).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect(await readFile(join(dir, "notes"), "utf8")).toBe("mine");
  });
});

describe("a file", () => {
  test("replaces what was there under its name", async () => {
    await writeExport(join(dir, "all.jsonl"), ["1\n"]);
    expect(await writeExport(join(dir, "all.jsonl"), ["1\n", "2\n"])).toBe(join(dir, "all.jsonl"));
    expect(await readFile(join(dir, "all.jsonl"), "utf8")).toBe("1\n2\n");
  });

  test.each(["", "/"])("is not written over a folder, nor beside it (`%s` at its end)", async (slash) => {
    await writeIntoFolder(join(dir, "logs"), ONE);
    await expect(writeExport(`${join(dir, "logs")}${slash}`, ["x"])).rejects.toMatchObject({
      code: "INPUT_INVALID",
      hint: "Name a file in it",
    });
    expect(await readdir(dir)).toEqual(["logs"]);
  });

  test("that becomes a folder while it is written leaves nothing behind", async () => {
    const path = join(dir, "late");
    const chunks = function* () {
      yield "x";
      mkdirSync(path);
    };
    await expect(writeExport(path, chunks())).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect(await readdir(dir)).toEqual(["late"]);
  });

  test("whose contents cannot be had leaves nothing behind, and the reason is what is thrown", async () => {
    const chunks = function* () {
      yield "x";
      throw new RangeError("no more");
    };
    await expect(writeExport(join(dir, "half"), chunks())).rejects.toThrow("no more");
    expect(await readdir(dir)).toEqual([]);
  });

  test("behind a link to a folder goes into that folder", async () => {
    await writeIntoFolder(join(dir, "real"), ONE);
    await symlink(join(dir, "real"), join(dir, "link"));
    await writeExport(join(dir, "link", "x"), ["x"]);
    expect((await readdir(join(dir, "real"))).toSorted()).toEqual(["gem.v0.png", "x"]);
  });
});

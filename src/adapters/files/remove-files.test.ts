import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyFolder, listRest, removeFiles } from "./remove-files.ts";

let base = "";
let dir = "";

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "touchstone-remove-"));
  dir = join(base, "game");
  for (const file of ["touchstone.yaml", "specs/gem.yaml", "specs/mine.yaml", "profiles/pony/plain.v1.yaml", ".git/HEAD"]) {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), file);
  }
});
afterEach(async () => await rm(base, { recursive: true, force: true }));

const MADE = ["profiles/pony/plain.v1.yaml", "specs/gem.yaml", "specs/gone.yaml", "lost/too.yaml", "touchstone.yaml"];

test("the named files go, and the folders that are empty then; all else stays", async () => {
  await removeFiles(dir, MADE);
  expect((await readdir(dir, { recursive: true })).toSorted()).toEqual([".git", ".git/HEAD", "specs", "specs/mine.yaml"]);
  expect(await listRest(dir, ["specs", "profiles"])).toEqual([".git", "specs/mine.yaml"]);
});

test("what lies behind a link that leads out of the folder stays, and so does the link", async () => {
  await rm(join(dir, "specs"), { recursive: true });
  await mkdir(join(base, "shared"));
  await writeFile(join(base, "shared", "gem.yaml"), "shared");
  await symlink(join(base, "shared"), join(dir, "specs"));
  await removeFiles(dir, MADE);
  expect(await readdir(join(base, "shared"))).toEqual(["gem.yaml"]);
  expect((await readdir(dir)).toSorted()).toEqual([".git", "specs"]);
});

test("a link that stands for a named file goes, and what it leads to stays", async () => {
  await writeFile(join(base, "real.yaml"), "mine");
  await symlink(join(base, "real.yaml"), join(dir, "specs", "gone.yaml"));
  await removeFiles(dir, MADE);
  expect((await readdir(base)).toSorted()).toEqual(["game", "real.yaml"]);
  expect(await readdir(join(dir, "specs"))).toEqual(["mine.yaml"]);
});

test("a folder in the place of a file stays", async () => {
  await mkdir(join(dir, "specs", "gone.yaml"));
  await removeFiles(dir, MADE);
  expect((await readdir(join(dir, "specs"))).toSorted()).toEqual(["gone.yaml", "mine.yaml"]);
});

test("a folder is emptied but for what is to be kept", async () => {
  await emptyFolder(dir, ["touchstone.yaml", ".git"]);
  expect((await readdir(dir)).toSorted()).toEqual([".git", "touchstone.yaml"]);
});

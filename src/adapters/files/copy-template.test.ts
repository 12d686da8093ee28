import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyTemplate, listTemplate } from "./copy-template.ts";
import { makeFolders } from "./make-folders.ts";

let base = "";
let templateDir = "";
let targetDir = "";

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), "touchstone-template-"));
  [templateDir, targetDir] = [join(base, "template"), join(base, "game")];
  await makeFolders(join(templateDir, "specs"));
  for (const file of ["touchstone.yaml", "specs/gem.yaml", "specs/axe.yaml"]) await writeFile(join(templateDir, file), file);
});
afterEach(async () => await rm(base, { recursive: true, force: true }));

test("a template's files are listed whatever their depth, and copied into folders that are made", async () => {
  const files = await listTemplate(templateDir);
  expect(files).toEqual(["specs/axe.yaml", "specs/gem.yaml", "touchstone.yaml"]);
  expect(await copyTemplate({ templateDir, targetDir }, files)).toEqual(files);
  expect(await readFile(join(targetDir, "specs/gem.yaml"), "utf8")).toBe("specs/gem.yaml");
});

test("what is there already stays as it is, be it only a link that leads nowhere; the rest is copied", async () => {
  await makeFolders(join(targetDir, "specs"));
  await writeFile(join(targetDir, "specs/gem.yaml"), "mine");
  await symlink("/nowhere", join(targetDir, "touchstone.yaml"));
  const files = await listTemplate(templateDir);
  expect(await copyTemplate({ templateDir, targetDir }, files)).toEqual(["specs/axe.yaml"]);
  expect(await readFile(join(targetDir, "specs/gem.yaml"), "utf8")).toBe("mine");
  expect((await readdir(join(targetDir, "specs"))).toSorted()).toEqual(["axe.yaml", "gem.yaml"]);
});

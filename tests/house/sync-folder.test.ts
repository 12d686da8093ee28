import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { syncFolder } from "../../scripts/generated/sync-folder.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "touchstone-sync-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const pages = [
  { name: "a.md", text: "A\n" },
  { name: "b.md", text: "B\n" },
];
const sync = (check: boolean): string[] => syncFolder({ root, folder: "docs", files: pages, command: "npm run docs" }, check);

test("a missing, a different and a left-over file are named, and checking writes nothing", () => {
  mkdirSync(path.join(root, "docs"));
  writeFileSync(path.join(root, "docs", "b.md"), "old");
  writeFileSync(path.join(root, "docs", "c.md"), "C");
  expect(sync(true)).toEqual(["a.md", "b.md", "c.md"].map((name) => `docs/${name} is not current; run \`npm run docs\``));
  expect(readFileSync(path.join(root, "docs", "b.md"), "utf8")).toBe("old");
});

test("writing makes the folder hold exactly what it must, and then nothing is left to do", () => {
  mkdirSync(path.join(root, "docs"));
  writeFileSync(path.join(root, "docs", "c.md"), "C");
  expect(sync(false)).toHaveLength(3);
  expect(readdirSync(path.join(root, "docs"))).toEqual(["a.md", "b.md"]);
  expect(sync(false)).toEqual([]);
  expect(sync(true)).toEqual([]);
});

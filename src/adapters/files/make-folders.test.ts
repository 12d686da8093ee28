import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolders } from "./make-folders.ts";

let dir = "";

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "touchstone-folders-"));
  await writeFile(join(dir, "file"), "");
});
afterAll(async () => await rm(dir, { recursive: true, force: true }));

test("makes a folder with all that are missing above it, and is content with one that is there", async () => {
  await makeFolders(join(dir, "a", "b", "c"));
  await makeFolders(join(dir, "a", "b", "c"));
  expect((await stat(join(dir, "a", "b", "c"))).isDirectory()).toBe(true);
});

test("is content when another makes the same folder meanwhile", async () => {
  const path = join(dir, "both", "of", "us");
  await Promise.all([makeFolders(path), makeFolders(path), mkdir(join(dir, "both"), { recursive: true })]);
  expect((await stat(path)).isDirectory()).toBe(true);
});

test.each(["file", "file/a", "file/a/b"])("refuses %s, for a file is in the way", async (path) => {
  await expect(makeFolders(join(dir, path))).rejects.toMatchObject({ code: "INPUT_INVALID" });
});

test.runIf(process.platform === "linux")("refuses a folder of the kernel's instead of waiting for ever", async () => {
  await expect(makeFolders("/proc/touchstone/a/b")).rejects.toMatchObject({ code: "READ_ONLY" });
});

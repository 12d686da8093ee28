import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFilePart } from "./read-file-part.ts";

const dir = mkdtempSync(join(process.env["TOUCHSTONE_TEST_DIR"] ?? tmpdir(), "touchstone-part-"));
const file = join(dir, "log");
writeFileSync(file, "0123456789");

test.each([
  [{ from: 0, most: 4 }, 0, "0123"],
  [{ from: 8, most: 4 }, 8, "89"],
  [{ from: -3, most: 100 }, 7, "789"],
  [{ from: -30, most: 2 }, 0, "01"],
  [{ from: 99, most: 5 }, 10, ""],
])("%j of ten bytes begins at %i and is %j", async (part, from, text) => {
  const read = await readFilePart(file, part);
  expect({ ...read, bytes: read?.bytes.toString() }).toEqual({ from, bytes: text, size: 10 });
});

test("a link is not followed, a folder is no file, and what is not there fails", async () => {
  symlinkSync(file, join(dir, "link"));
  mkdirSync(join(dir, "folder"));
  const part = { from: 0, most: 1 };
  await expect(readFilePart(join(dir, "link"), part)).rejects.toMatchObject({ code: "ELOOP" });
  await expect(readFilePart(join(dir, "folder"), part)).resolves.toBeNull();
  await expect(readFilePart(join(dir, "none"), part)).rejects.toMatchObject({ code: "ENOENT" });
});

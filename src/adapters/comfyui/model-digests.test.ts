import { mkdirSync, mkdtempSync, readFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { modelPath, openModelDigests } from "./model-digests.ts";

const SHA_OF = {
  one: "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
  two: "3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3",
};

const { signal } = new AbortController();

function freshFolder(): string {
  const dir = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "digests-"));
  mkdirSync(path.join(dir, "checkpoints"));
  return dir;
}

test("a file is measured, and again only when it has changed", async () => {
  const dir = freshFolder();
  const [file, kept] = [path.join(dir, "checkpoints", "a.safetensors"), path.join(dir, "digests.json")];
  writeFileSync(file, "one");
  const digests = openModelDigests(kept);
  expect(await Promise.all([digests.measure(file, signal), digests.measure(file, signal)])).toEqual([SHA_OF.one, SHA_OF.one]);
  // What was kept is believed as long as size, time and inode are the same.
  const altered = readFileSync(kept, "utf8").replace(SHA_OF.one, "f".repeat(64));
  writeFileSync(kept, altered);
  expect(await openModelDigests(kept).measure(file, signal)).toBe("f".repeat(64));
  writeFileSync(file, "two");
  utimesSync(file, new Date(), new Date(1_000));
  expect(await openModelDigests(kept).measure(file, signal)).toBe(SHA_OF.two);
});

test("a file that is not here was not measured", async () => {
  const dir = freshFolder();
  expect(await openModelDigests(null).measure(path.join(dir, "nothing"), signal)).toBeNull();
  expect(await openModelDigests(null).measure(path.join(dir, "a", "b"), signal)).toBeNull();
});

test.each([
  "",
  "{",
  "null",
  '{"format": "touchstone.model-digests/9", "files": {}}',
  '{"format": "touchstone.model-digests/1", "files": {"x": 1}}',
])("what was kept and cannot be read (%s) is measured again", async (text) => {
  const dir = freshFolder();
  const [file, kept] = [path.join(dir, "checkpoints", "a.safetensors"), path.join(dir, "digests.json")];
  writeFileSync(file, "one");
  writeFileSync(kept, text);
  expect(await openModelDigests(kept).measure(file, signal)).toBe(SHA_OF.one);
});

test("a file that cannot be read was not measured, and what cannot be written is not kept", async () => {
  const dir = freshFolder();
  // A folder is opened and not read; such a name is not even looked for.
  for (const unread of [path.join(dir, "checkpoints"), path.join(dir, "a".repeat(5_000))]) {
    expect(await openModelDigests(null).measure(unread, signal)).toBeNull();
  }
  const file = path.join(dir, "checkpoints", "a.safetensors");
  writeFileSync(file, "one");
  for (const kept of [path.join(dir, "checkpoints"), path.join(dir, "no", "digests.json")]) {
    expect(await openModelDigests(kept).measure(file, signal)).toBe(SHA_OF.one);
  }
  await expect(openModelDigests(null).measure(undefined as unknown as string, signal)).rejects.toThrow(TypeError);
});

test("the reading of a large file ends when nobody waits for it any more, and not before", async () => {
  const dir = freshFolder();
  const [file, kept] = [path.join(dir, "checkpoints", "a.safetensors"), path.join(dir, "digests.json")];
  writeFileSync(file, "");
  truncateSync(file, 64 * 1024 * 1024);
  const digests = openModelDigests(kept);
  const [one, other] = [new AbortController(), new AbortController()];
  const both = [one, other].map(async (each) => await digests.measure(file, each.signal));
  one.abort();
  expect(await both[1]).toMatch(/^[0-9a-f]{64}$/);
  truncateSync(file, 80 * 1024 * 1024);
  const before = readFileSync(kept, "utf8");
  const [last, next] = [new AbortController(), new AbortController()];
  const given = digests.measure(file, last.signal);
  last.abort();
  // Whoever asks after that gets a reading of its own.
  const wanted = digests.measure(file, next.signal);
  await expect(given).rejects.toMatchObject({ name: "AbortError" });
  await digests.close();
  expect(readFileSync(kept, "utf8")).toBe(before);
  expect(await wanted).toMatch(/^[0-9a-f]{64}$/);
  await expect(digests.measure(file, last.signal)).rejects.toMatchObject({ name: "AbortError" });
});

test("a server's name of a model never leads out of its folder", () => {
  expect(modelPath("/models", "loras", "sub\\a.safetensors")).toBe(path.join("/models", "loras", "sub", "a.safetensors"));
  for (const name of ["../checkpoints/a.safetensors", "..\\..\\etc\\passwd", "a/../../b", ""]) {
    expect(modelPath("/models", "loras", name)).toBeNull();
  }
});

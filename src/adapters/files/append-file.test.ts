import { mkdtempSync, readdirSync, readFileSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createAppendFile, openAppendFile } from "./append-file.ts";
import { lockFile } from "./lock-file.ts";
import { shareSyncs } from "./share-syncs.ts";

const dir = mkdtempSync(join(process.env["TOUCHSTONE_TEST_DIR"] ?? tmpdir(), "touchstone-append-"));

test("texts are appended whole, and can be read at once", async () => {
  const path = join(dir, "a");
  const file = openAppendFile(path);
  file.append("fähre\n");
  expect(readFileSync(path, "utf8")).toBe("fähre\n");
  await file.sync();
  file.close();
  const again = openAppendFile(path);
  again.append("quay\n");
  expect(readFileSync(path, "utf8")).toBe("fähre\nquay\n");
  again.close();
});

test("a file appears with its first text in it, or not at all", () => {
  const [path, unborn] = [join(dir, "b"), join(dir, ".b")];
  const file = createAppendFile(path, { unborn, text: "first\n" });
  file.append("second\n");
  file.close();
  expect(readFileSync(path, "utf8")).toBe("first\nsecond\n");
  const missing = join(dir, "missing", "c");
  expect(() => createAppendFile(missing, { unborn, text: "" })).toThrow(expect.objectContaining({ code: "DISK_FAILED" }));
  expect(readdirSync(dir)).toEqual(["a", "b"]);
});

test.skipIf(process.platform !== "linux")("[RC17] a disk that is full is told as such (Linux has one at /dev/full)", () => {
  const file = openAppendFile("/dev/full");
  expect(() => file.append("x")).toThrow(expect.objectContaining({ code: "DISK_FULL" }));
  file.close();
});

test("who comes while a sync is under way shares the next one", async () => {
  const begun: (() => void)[] = [];
  const sync = shareSyncs(async () => await new Promise<void>((resolve) => begun.push(resolve)));
  const first = sync();
  const second = sync();
  const third = sync();
  expect(begun.length).toBe(1);
  begun[0]?.();
  await first;
  await Promise.resolve();
  expect(begun.length).toBe(2);
  begun[1]?.();
  await Promise.all([second, third]);
  const later = sync();
  expect(begun.length).toBe(3);
  begun[2]?.();
  await later;
});

test("a sync that fails is told to those who shared it, and the next is tried", async () => {
  let count = 0;
  const sync = shareSyncs(async () => {
    count += 1;
    await Promise.resolve();
    if (count === 1) throw new Error("disk");
  });
  const first = sync();
  const second = sync();
  await expect(first).rejects.toThrow("disk");
  await expect(second).resolves.toBeUndefined();
});

test("a lock is held by one, and free again when it is released", async () => {
  const path = join(dir, "lock");
  const lock = await lockFile(path, 0);
  await expect(lockFile(path, 0)).resolves.toBeNull();
  const waiting = lockFile(path, 5000);
  lock?.release();
  lock?.release();
  (await waiting)?.release();
  truncateSync(path);
  await expect(lockFile(join(dir, "missing", "lock"), 0)).rejects.toMatchObject({ code: "READ_ONLY" });
});

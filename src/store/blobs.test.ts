import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { digestBytes, type Digest } from "../core/canonical/digest.ts";
import { blobPath, hashBytes, openBlobs, type Blobs } from "./blobs.ts";
import { temporaryFolder } from "./temporary-folder.fixture.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const HELLO = digestBytes(bytes("hello"));

async function collect(blobs: Blobs): Promise<Digest[]> {
  const digests: Digest[] = [];
  for await (const digest of blobs.list()) digests.push(digest);
  return digests;
}

test("[S12] a blob is named by core's digest of its bytes", async () => {
  const dir = temporaryFolder();
  const blobs = openBlobs(dir, "owner");
  expect(await blobs.put(bytes("hello"))).toBe(HELLO);
  expect(hashBytes(bytes("hello"))).toBe(HELLO);
  expect(new TextDecoder().decode(await blobs.get(HELLO))).toBe("hello");
  expect(await blobs.has(HELLO)).toBe(true);
  expect(await blobs.has(digestBytes(bytes("other")))).toBe(false);
  const hex = HELLO.slice("sha256:".length);
  expect(readFileSync(join(dir, "blobs", hex.slice(0, 2), hex), "utf8")).toBe("hello");
});

test("[S12] equal bytes that are put at the same time, and later, are written once", async () => {
  const dir = temporaryFolder();
  const blobs = openBlobs(dir, "owner");
  await Promise.all(Array.from({ length: 20 }, () => blobs.put(bytes("hello"))));
  const path = blobPath(join(dir, "blobs"), HELLO);
  const { ino } = statSync(path);
  await blobs.put(bytes("hello"));
  await openBlobs(dir, "owner").put(bytes("hello"));
  expect(statSync(path).ino).toBe(ino);
  expect(readdirSync(join(dir, "blobs", "tmp"))).toEqual([]);
});

async function* piecesOf(...pieces: string[]): AsyncIterable<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(bytes(piece));
}

test("[S12] what arrives in pieces is stored as the same blob, and once", async () => {
  const dir = temporaryFolder();
  const blobs = openBlobs(dir, "owner");
  const put = await Promise.all([
    blobs.putStream(piecesOf("hel", "", "lo")),
    blobs.putStream(piecesOf("hello")),
    blobs.put(bytes("hello")),
  ]);
  expect(put).toEqual([HELLO, HELLO, HELLO]);
  expect(new TextDecoder().decode(await openBlobs(dir, "owner").get(HELLO))).toBe("hello");
  expect(readdirSync(join(dir, "blobs", "tmp"))).toEqual([]);
});

test("[S12] of what breaks off nothing is kept, and its failure is told as it is", async () => {
  const dir = temporaryFolder();
  const blobs = openBlobs(dir, "owner");
  async function* broken(): AsyncIterable<Uint8Array> {
    yield bytes("hel");
    await Promise.reject(new TypeError("the line is dead"));
  }
  await expect(blobs.putStream(broken())).rejects.toThrow(new TypeError("the line is dead"));
  expect(await collect(blobs)).toEqual([]);
  expect(readdirSync(join(dir, "blobs", "tmp"))).toEqual([]);
  await expect(openBlobs(dir, "read").putStream(piecesOf("hello"))).rejects.toMatchObject({ code: "READ_ONLY" });
});

test("[S12] all blobs are listed, and nothing else that lies there", async () => {
  const dir = temporaryFolder();
  const blobs = openBlobs(dir, "owner");
  const put = await Promise.all(["a", "b", "c"].map((text) => blobs.put(bytes(text))));
  writeFileSync(join(dir, "blobs", put[0]!.slice(7, 9), "notes.txt"), "");
  expect(new Set(await collect(blobs))).toEqual(new Set(put));
  expect(await collect(openBlobs(temporaryFolder(), "read"))).toEqual([]);
});

test("[S13] a blob that is missing or holds other bytes is damage, and putting it again repairs it", async () => {
  const dir = temporaryFolder();
  const blobs = openBlobs(dir, "owner");
  await expect(blobs.get(HELLO)).rejects.toMatchObject({ code: "STORE_DAMAGED", message: `Blob \`${HELLO}\` is missing` });
  await blobs.put(bytes("hello"));
  writeFileSync(blobPath(join(dir, "blobs"), HELLO), "hellO");
  await expect(blobs.get(HELLO)).rejects.toMatchObject({ message: `Blob \`${HELLO}\` holds other bytes` });
  const reopened = openBlobs(dir, "owner");
  await reopened.put(bytes("hello"));
  expect(new TextDecoder().decode(await reopened.get(HELLO))).toBe("hello");
});

test("[S14] a text that is no digest never becomes a path", async () => {
  const blobs = openBlobs(temporaryFolder(), "read");
  for (const text of ["../../etc/passwd", `sha256:${"A".repeat(64)}`, "sha256:", `${HELLO}/..`, "toString"]) {
    await expect((async () => blobs.get(text as Digest))()).rejects.toThrow("Not a digest");
    await expect((async () => blobs.has(text as Digest))()).rejects.toThrow("Not a digest");
  }
});

test("[S15] what was half written is swept, and blobs stay", async () => {
  const dir = temporaryFolder();
  const blobs = openBlobs(dir, "owner");
  expect(await blobs.sweepTemporary()).toBe(0);
  await blobs.put(bytes("hello"));
  writeFileSync(join(dir, "blobs", "tmp", "4711-1"), "hel");
  expect(await blobs.sweepTemporary()).toBe(1);
  expect(readdirSync(join(dir, "blobs", "tmp"))).toEqual([]);
  expect(await blobs.has(HELLO)).toBe(true);
});

test("[S18] a guest may not put, and creates no folder", async () => {
  const dir = temporaryFolder();
  const blobs = openBlobs(dir, "read");
  await expect(blobs.put(bytes("hello"))).rejects.toMatchObject({ code: "READ_ONLY" });
  expect(existsSync(dir)).toBe(false);
});

test("[S12] a put that failed leaves nothing behind and may be tried again", async () => {
  const dir = temporaryFolder();
  mkdirSync(dir);
  // A file where the folder should be stops every user, the superuser too.
  writeFileSync(join(dir, "blobs"), "");
  const blobs = openBlobs(dir, "owner");
  await expect(blobs.put(bytes("hello"))).rejects.toThrow(/ENOTDIR|EEXIST/);
  rmSync(join(dir, "blobs"));
  expect(await blobs.put(bytes("hello"))).toBe(HELLO);
  expect(await blobs.has(HELLO)).toBe(true);
});

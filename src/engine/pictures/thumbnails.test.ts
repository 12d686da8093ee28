import { expect, test } from "vitest";
import { noisyPng } from "../../../tests/support/png-files.ts";
import type { Digest } from "../../core/canonical/digest.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { Blobs } from "../../store/blobs.ts";
import { openThumbnails } from "./thumbnails.ts";

const DIGEST: Digest = `sha256:${"a".repeat(64)}`;

/** Files by digest that count how often, and how many at a time, they are read. */
function filesOf(files: Readonly<Record<string, Uint8Array>>) {
  const counts = { reads: 0, now: 0, most: 0 };
  const get: Blobs["get"] = async (digest) => {
    counts.reads += 1;
    counts.now += 1;
    counts.most = Math.max(counts.most, counts.now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    counts.now -= 1;
    const file = files[digest];
    if (file === undefined) throw new TouchstoneError("STORE_DAMAGED", `Blob \`${digest}\` is missing`);
    return file;
  };
  const refuse = (): never => expect.unreachable("thumbnails only read");
  const blobs: Blobs = { get, put: refuse, putStream: refuse, has: refuse, list: refuse, sweepTemporary: refuse };
  return { blobs, counts };
}

const large = await noisyPng(300, 300);

test("a thumbnail that is asked for by several at one time, and then again, is made once", async () => {
  const { blobs, counts } = filesOf({ [DIGEST]: large });
  const thumbnails = openThumbnails(blobs);
  const [first, second] = await Promise.all([thumbnails.find(DIGEST, 128), thumbnails.find(DIGEST, 128)]);
  expect(await thumbnails.find(DIGEST, 128)).toEqual(first);
  expect(second).toEqual(first);
  expect(first?.length).toBeLessThan(large.length);
  expect(counts.reads).toBe(1);
  await thumbnails.find(DIGEST, 256);
  expect(counts.reads).toBe(2);
});

test("however many are asked for, two are made at one time", async () => {
  const digests = Array.from({ length: 12 }, (_, index): Digest => `sha256:${String(index).padStart(64, "0")}`);
  const { blobs, counts } = filesOf(Object.fromEntries(digests.map((digest) => [digest, large])));
  const thumbnails = openThumbnails(blobs);
  await Promise.all(digests.map(async (digest) => await thumbnails.find(digest, 128)));
  expect(counts).toMatchObject({ reads: 12, most: 2 });
});

test("what is no picture gives none; a failure reaches all who asked and is not remembered", async () => {
  const files: Record<string, Uint8Array> = { [DIGEST]: Buffer.from('{"plan":1}') };
  const thumbnails = openThumbnails(filesOf(files).blobs);
  expect(await thumbnails.find(DIGEST, 128)).toBeUndefined();
  const missing: Digest = `sha256:${"b".repeat(64)}`;
  const asked = await Promise.allSettled([thumbnails.find(missing, 128), thumbnails.find(missing, 128)]);
  expect(asked.map((one) => one.status)).toEqual(["rejected", "rejected"]);
  files[missing] = large;
  expect((await thumbnails.find(missing, 128))?.length).toBeGreaterThan(0);
});

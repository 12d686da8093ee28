import { expect, test } from "vitest";
import type { Blobs } from "../../store/blobs.ts";
import { rememberDocuments } from "./remember-documents.ts";

function countingBlobs(isBroken: () => boolean = () => false) {
  const asked: string[] = [];
  const get = async (digest: string): Promise<Uint8Array> => {
    asked.push(digest);
    if (isBroken()) throw new Error("damaged");
    return await Promise.resolve(new TextEncoder().encode(JSON.stringify({ digest })));
  };
  return { asked, blobs: { get } as unknown as Blobs };
}

test("a document that jobs share is read once, and is the same object then", async () => {
  const { asked, blobs } = countingBlobs();
  const read = rememberDocuments();
  const [first, second] = await Promise.all([read(blobs, "a"), read(blobs, "a")]);
  expect(first).toEqual({ digest: "a" });
  expect(second).toBe(first);
  expect(asked).toEqual(["a"]);
});

test("one that cannot be read is read again when it is asked for again", async () => {
  let isBroken = true;
  const { blobs } = countingBlobs(() => isBroken);
  const read = rememberDocuments();
  await expect(read(blobs, "a")).rejects.toThrow("damaged");
  isBroken = false;
  expect(await read(blobs, "a")).toEqual({ digest: "a" });
});

test("what was not asked for in a long time is let go, what is asked for often stays", async () => {
  const { asked, blobs } = countingBlobs();
  const read = rememberDocuments();
  for (let index = 0; index < 400; index++) {
    await read(blobs, "shared");
    await read(blobs, `own-${index}`);
  }
  await read(blobs, "own-0");
  expect(asked.filter((digest) => digest === "shared")).toHaveLength(1);
  expect(asked.filter((digest) => digest === "own-0")).toHaveLength(2);
});

import { describe, expect, test } from "vitest";
import { decodePreview } from "./decode-preview.ts";

const PICTURE = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const decode = (frame: Uint8Array) => decodePreview(frame, decodeText);

/** Numbers of four bytes, the highest first, then bytes. */
function frameOf(words: readonly number[], ...rest: readonly Uint8Array[]): Uint8Array {
  const head = new DataView(new ArrayBuffer(words.length * 4));
  for (const [index, word] of words.entries()) head.setUint32(index * 4, word);
  return Buffer.concat([new Uint8Array(head.buffer), ...rest]);
}

const withMetadata = (metadata: string): Uint8Array => frameOf([4, Buffer.byteLength(metadata)], Buffer.from(metadata), PICTURE);

describe("a preview", () => {
  test("[CF32] without metadata does not say whose it is", () => {
    expect(decode(frameOf([1, 1], PICTURE))).toMatchObject({ promptId: null, type: "image/jpeg", bytes: Buffer.from(PICTURE) });
    expect(decode(frameOf([1, 2], PICTURE))).toMatchObject({ type: "image/png" });
  });

  test("[CF32] with metadata says whose it is", () => {
    const preview = decode(withMetadata('{"prompt_id": "p", "node_id": "3", "image_type": "image/png"}'));
    expect(preview).toMatchObject({ promptId: "p", type: "image/png", bytes: Buffer.from(PICTURE) });
  });

  test("[CF32] with metadata that cannot be read belongs to nobody", () => {
    expect(decode(withMetadata("{"))).toMatchObject({ promptId: null, type: "image/jpeg" });
  });
});

test.each([
  ["nothing", new Uint8Array()],
  ["half a head", frameOf([1])],
  ["metadata longer than the frame", frameOf([4, 4_294_967_295], PICTURE)],
  ["a text of a node", frameOf([3, 1], Buffer.from("9hello"))],
  ["a kind that is not known", frameOf([77, 1], PICTURE)],
])("[CF32] %s is ignored", (_name, frame) => expect(decode(frame)).toBeUndefined());

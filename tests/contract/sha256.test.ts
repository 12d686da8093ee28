import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { digestBytes, digestText } from "../../src/core/canonical/digest.ts";

const byNode = (content: string | Uint8Array): string => `sha256:${createHash("sha256").update(content).digest("hex")}`;

test("[D2] core's SHA-256 equals Node's for any bytes and any text", () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  const text = fc.string({ unit: "binary", maxLength: 200 }).filter((value) => value.isWellFormed());
  fc.assert(fc.property(bytes, (value) => digestBytes(value) === byNode(value)));
  fc.assert(fc.property(text, (value) => digestText(value) === byNode(value)));
});

test("[D2] core's SHA-256 equals Node's around its block size and for a megabyte", () => {
  for (const length of [54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1_048_576]) {
    const bytes = Uint8Array.from({ length }, (_, index) => index % 251);
    expect(digestBytes(bytes)).toBe(byNode(bytes));
  }
});

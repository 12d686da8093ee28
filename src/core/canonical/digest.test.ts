import { expect, test } from "vitest";
import { digestBytes, digestOf, digestText, isDigest, shortDigest } from "./digest.ts";

test("[D2] the digests of the empty text and of `abc` are those of FIPS 180-4", () => {
  expect(digestText("")).toBe("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(digestText("abc")).toBe("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(digestBytes(Uint8Array.of(0x61, 0x62, 0x63))).toBe(digestText("abc"));
});

test("[D2] a value's digest is that of its canonical text, whatever the key order", () => {
  expect(digestOf({ b: [1, 2.5], a: "é" })).toBe(digestText('{"a":"é","b":[1,2.5]}'));
  expect(digestOf({ a: "é", b: [1, 2.5] })).toBe(digestOf({ b: [1, 2.5], a: "é" }));
  expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
});

test("[D2] only the one spelling of a digest is one", () => {
  const digest = digestText("");
  expect(isDigest(digest)).toBe(true);
  const others = [digest.toUpperCase(), digest.slice(7), `${digest}0`, digest.slice(0, -1), `${digest}\n`, "sha256:../../etc"];
  expect(others.filter(isDigest)).toEqual([]);
  expect(shortDigest(digest)).toBe("e3b0c442");
});

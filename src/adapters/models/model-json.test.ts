import { expect, test } from "vitest";
import { canonicalJson } from "../../core/canonical/canonical-json.ts";
import { parseModelJson } from "./model-json.ts";

test("[MP5] what could not be written again is no data", () => {
  expect(parseModelJson("{")).toEqual({ kind: "broken", why: "is no JSON" });
  expect(parseModelJson(`[${"1".repeat(400)}]`)).toEqual({ kind: "broken", why: "has a number that is too large" });
  expect(parseModelJson("[".repeat(100_000) + "]".repeat(100_000))).toMatchObject({
    kind: "broken",
    why: "is deeper than 64 levels",
  });
});

test("[MP5] halves of characters are replaced, in names as well", () => {
  const parsed = parseModelJson(String.raw`{"a\ud83d": ["x\udc00y", 1], "b": "\ud83d\ude00"}`);
  expect(parsed).toEqual({ kind: "data", value: { "a\ufffd": ["x\ufffdy", 1], b: "😀" } });
  expect(() => canonicalJson(parsed)).not.toThrow();
});

test("[MP5] a member named as one of all objects is a member like any other", () => {
  const parsed = parseModelJson(String.raw`{"__proto__": {"a": 1}, "constructor": "\ud800"}`);
  expect(JSON.stringify(parsed)).toBe('{"kind":"data","value":{"__proto__":{"a":1},"constructor":"\ufffd"}}');
});

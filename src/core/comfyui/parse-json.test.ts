import { expect, test } from "vitest";
import { parsePythonJson } from "./parse-json.ts";

test("[CF5] words for numbers that JSON does not have are null", () => {
  expect(parsePythonJson('{"a": NaN, "b": [Infinity, -Infinity, 1], "c": -1.5e3}')).toEqual({
    a: null,
    b: [null, null, 1],
    c: -1500,
  });
  expect(parsePythonJson("NaN")).toBeNull();
});

test("[CF5] the same words inside a text are left alone, whatever is escaped in it", () => {
  const value = { "a NaN": "-Infinity \\", b: 'say "NaN" \\" twice', c: "\\\\" };
  expect(parsePythonJson(JSON.stringify(value).replace("}", ', "d": NaN}'))).toEqual({ ...value, d: null });
});

test("[CF5] what is no JSON reads as undefined", () => {
  for (const text of [
    "",
    "500 Internal Server Error\n\nServer got itself in trouble",
    "{",
    "nan",
    '{"a": "NaN',
    "[NaN",
    "Infinityy",
  ]) {
    expect(parsePythonJson(text)).toBeUndefined();
  }
  expect(parsePythonJson("null")).toBeNull();
});

test("[CF6] integers beyond 2^53-1 are cut to it, and nothing else is", () => {
  const text =
    '{"max": 18446744073709551615, "min": -9223372036854775807, "exact": 9007199254740991, "name": "18446744073709551615"}';
  const cut = {
    max: Number.MAX_SAFE_INTEGER,
    min: Number.MIN_SAFE_INTEGER,
    exact: Number.MAX_SAFE_INTEGER,
    name: "18446744073709551615",
  };
  expect(parsePythonJson(text)).toEqual(cut);
  expect(parsePythonJson("[0.30000000000000004, 1e300, 1234567890123456e-3]")).toEqual([0.1 + 0.2, 1e300, 1_234_567_890_123.456]);
});

test("[CF5] takes time linear in the length, whatever a text holds", () => {
  const hostile = [String.raw`\"`, String.raw`\\`, "NaN ", "{ "].map((part) => `{"a": "${part.repeat(200_000)}", "b": NaN}`);
  const startMs = performance.now();
  for (const text of hostile) expect(parsePythonJson(text)).toMatchObject({ b: null });
  expect(performance.now() - startMs).toBeLessThan(3_000);
});

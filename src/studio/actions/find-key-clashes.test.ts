import { expect, test } from "vitest";
import { findKeyClashes } from "./find-key-clashes.ts";

const words = (id: string, key: string | null) => ({ id, label: id, key });

test("keys that are used once on each screen do not clash", () => {
  const global = [words("help", "?"), words("go-pipeline", "g p")];
  expect(
    findKeyClashes({ global, pipeline: [words("make", "m / M")], library: [words("mode", "m"), words("none", null)] }),
  ).toEqual([]);
});

test("two actions of a screen, and one of a screen and a global one, clash by any of their keys", () => {
  const global = [words("help", "?")];
  expect(findKeyClashes({ global, pipeline: [words("make", "m / x"), words("reject", "x"), words("ask", "?")] })).toEqual([
    "pipeline: `x` is both make and reject",
    "pipeline: `?` is both help and ask",
  ]);
});

test("global keys clash with each other even where no screen has a table", () => {
  expect(findKeyClashes({ global: [words("help", "?"), words("keys", "?")] })).toEqual(["global: `?` is both help and keys"]);
});

test("a key that begins a sequence is taken", () => {
  expect(findKeyClashes({ global: [words("go-pipeline", "g p")], grid: [words("group", "g")] })).toEqual([
    "grid: `g` is both go-pipeline and group",
  ]);
});

test("Escape steps back out of what lies over a screen first, but only one thing on it may have it", () => {
  const global = [words("back", "Escape")];
  expect(findKeyClashes({ global, lightbox: [words("close", "Escape")] })).toEqual([]);
  expect(findKeyClashes({ global, lightbox: [words("close", "Escape"), words("stop", "Escape")] })).toEqual([
    "lightbox: `Escape` is both close and stop",
  ]);
});

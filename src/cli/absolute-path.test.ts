import { expect, test } from "vitest";
import { absolutePath } from "./absolute-path.ts";

test.each([
  ["one.png", "/games/one.png"],
  ["../one.png", "/one.png"],
  ["sprites/", "/games/sprites/"],
  [".", "/games"],
  ["/art/one.png", "/art/one.png"],
  ["/", "/"],
  ["", ""],
])("`%s` typed in /games is `%s`", (typed, path) => {
  expect(absolutePath(typed, "/games")).toBe(path);
});

import { expect, test } from "vitest";
import { paintFor } from "./paint-for.ts";

const TERMINAL = { isTTY: true, columns: 100 };

test.each([
  ["a terminal", TERMINAL, true, {}, true],
  ["a terminal with --no-color", TERMINAL, false, {}, false],
  ["a terminal with NO_COLOR", TERMINAL, true, { NO_COLOR: "1" }, false],
  ["a terminal with an empty NO_COLOR, which means nothing", TERMINAL, true, { NO_COLOR: "" }, true],
  ["a pipe", {}, true, {}, false],
])("%s", (...[, stream, wanted, env, coloured]) => {
  expect(paintFor(stream, wanted, env).bad("x") !== "x").toBe(coloured);
});

test.each([
  ["as wide as the terminal", TERMINAL, 100],
  ["no wider than one can read", { isTTY: true, columns: 400 }, 140],
  ["eighty where a terminal does not say", { isTTY: true, columns: 0 }, 80],
  ["without end in a file", {}, Infinity],
])("answers are %s", (_, stream, columns) => {
  expect(paintFor(stream, true, {}).columns).toBe(columns);
});

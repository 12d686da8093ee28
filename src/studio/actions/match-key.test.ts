import { expect, test } from "vitest";
import type { ActionTable } from "./action.ts";
import { matchKey } from "./match-key.ts";

const action = (id: string, key: string | null, when = true) => ({ id, label: id, key, when: () => when, run: () => undefined });
const GLOBAL: ActionTable = {
  screen: "global",
  actions: [action("back", "Escape"), action("go-pipeline", "g p"), action("go-library", "g l")],
};
const found = (tables: readonly ActionTable[], key: string, begun?: string) => matchKey(tables, key, begun).action?.id;

test("a key stands for the action that names it, by any of its keys", () => {
  const screen = { screen: "pipeline", actions: [action("down", "j / ArrowDown")] };
  expect(found([GLOBAL, screen], "j")).toBe("down");
  expect(found([GLOBAL, screen], "ArrowDown")).toBe("down");
  expect(matchKey([GLOBAL, screen], "q")).toEqual({});
});

test("the first key of a sequence is kept for the second", () => {
  expect(matchKey([GLOBAL], "g")).toEqual({ begun: "g" });
  expect(found([GLOBAL], "p", "g")).toBe("go-pipeline");
  expect(found([GLOBAL], "p")).toBeUndefined();
});

test("a sequence that breaks off leaves its second key to itself", () => {
  const screen = { screen: "pipeline", actions: [action("make", "m")] };
  expect(found([GLOBAL, screen], "m", "g")).toBe("make");
  expect(matchKey([GLOBAL], "g", "g")).toEqual({ begun: "g" });
});

test("what lies over a screen hides its keys, but only while it can be done", () => {
  const over = (when: boolean): ActionTable => ({ screen: "lightbox", actions: [action("close", "Escape", when)] });
  expect(found([GLOBAL, over(true)], "Escape")).toBe("close");
  expect(found([GLOBAL, over(false)], "Escape")).toBe("back");
});

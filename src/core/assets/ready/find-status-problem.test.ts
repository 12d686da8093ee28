import { expect, test } from "vitest";
import { findStatusProblem } from "./find-status-problem.ts";

const PIN = { profile: "plain", profileVersion: 1, at: 1 };

test.each([
  ["a draft that says so for the first time", { id: "gem" }, { id: "gem", status: "draft" }],
  ["a draft that is deprecated", { status: "draft" }, { status: "deprecated" }],
  ["a ready spec whose title changes", { status: "ready", pin: PIN, title: "A" }, { status: "ready", pin: PIN, title: "B" }],
  ["a ready spec that goes back to draft, with its pin", { status: "ready", pin: PIN }, { status: "draft", pin: PIN }],
  ["a ready spec that goes back to draft, without it", { status: "ready", pin: PIN }, {}],
  ["a ready spec that is deprecated", { status: "ready", pin: PIN }, { status: "deprecated" }],
  ["a new draft", undefined, { id: "gem" }],
  ["a file that holds no map", "text", null],
])("[P55] %s is fine", (_, before, after) => {
  expect(findStatusProblem(before, after)).toBeUndefined();
});

test.each([
  ["a draft that is made ready", { status: "draft" }, { status: "ready" }, "status"],
  ["a deprecated spec that is made ready", { status: "deprecated" }, { status: "ready", pin: PIN }, "status"],
  ["a new spec that is ready", undefined, { status: "ready" }, "status"],
  ["a pin that is given another version", { status: "ready", pin: PIN }, { status: "ready", pin: { ...PIN, at: 2 } }, "pin"],
  ["a ready spec that loses its pin", { status: "ready", pin: PIN }, { status: "ready" }, "pin"],
  ["a draft that gets a pin", {}, { pin: PIN }, "pin"],
])("[P55] %s is refused", (...[, before, after, field]) => {
  expect(findStatusProblem(before, after)?.field).toBe(field);
});

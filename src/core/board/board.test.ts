import { expect, test } from "vitest";
import { boardColumns, type PendingMove, type PipelineCard, type PipelineStage, type Stage } from "./board.ts";
import { heirOf, stepFocus } from "./step-focus.ts";

const card = (spec: string, stage: Stage): PipelineCard => ({
  spec,
  title: spec,
  stage,
  kind: "single_image",
  checkpoint: "pony",
  renderer: "builtin",
  jobId: null,
  versionId: null,
  why: "",
  since: null,
  priority: null,
  attempt: 0,
  done: 0,
  total: 1,
  dueAtMs: null,
  stale: false,
  thumbs: [],
  primary: "make",
  approvedVersionId: null,
});
const column = (stage: Stage, specs: readonly string[], total = specs.length): PipelineStage => ({
  stage,
  total,
  cards: specs.map((spec) => card(spec, stage)),
});
const MAKE: PendingMove = { from: "ready", to: "queued", words: "Asked to make" };
const shown = (stages: readonly PipelineStage[], pending: readonly (readonly [string, PendingMove])[] = []) =>
  boardColumns(stages, new Map(pending)).map(({ stage, total, more, cards }) => [
    stage,
    total,
    more,
    cards.map((one) => one.spec),
  ]);

test("a card that was asked to move stands where it goes, says so, offers nothing to press, and both counts follow", () => {
  const stages = [column("ready", ["a", "b"]), column("queued", ["c"])];
  expect(shown(stages, [["a", MAKE]])).toEqual([
    ["ready", 1, 0, ["b"]],
    ["queued", 2, 0, ["a", "c"]],
  ]);
  const moved = boardColumns(stages, new Map([["a", MAKE]]))[1]?.cards[0];
  expect(moved).toMatchObject({ pending: "Asked to make", primary: null, stage: "queued" });
});

test("once the server says anything newer, it is believed and nothing is pending", () => {
  const stages = [column("ready", []), column("queued", []), column("making", ["a"])];
  expect(shown(stages, [["a", MAKE]])).toEqual([
    ["ready", 0, 0, []],
    ["queued", 0, 0, []],
    ["making", 1, 0, ["a"]],
  ]);
  expect(boardColumns(stages, new Map([["a", MAKE]]))[2]?.cards[0]?.pending).toBeNull();
});

test("a spec that is served twice stands on the board once", () => {
  expect(shown([column("making", ["a"]), column("approved", ["a", "b"])])).toEqual([
    ["making", 1, 0, ["a"]],
    ["approved", 1, 0, ["b"]],
  ]);
});

test("cards that are not listed are counted as more", () => {
  expect(shown([column("ready", ["a", "b"], 40)], [["a", { ...MAKE, to: "closed" }]])).toEqual([["ready", 39, 38, ["b"]]]);
});

const KEYS = [["a", "b", "c"], [], ["d"], ["e", "f"]];

test.each([
  ["a", "down", "b"],
  ["c", "down", "c"],
  ["a", "up", "a"],
  ["c", "right", "d"],
  ["d", "right", "e"],
  ["f", "left", "d"],
  ["a", "left", "a"],
  ["b", "first", "a"],
  ["b", "last", "c"],
  ["gone", "down", "a"],
] as const)("from %s, %s goes to %s", (from, step, to) => {
  expect(stepFocus(KEYS, from, step)).toBe(to);
});

test("an empty board has nothing to focus", () => {
  expect(stepFocus([[], []], undefined, "down")).toBeUndefined();
});

test("when a focused card is gone, what stands in its place has the focus", () => {
  expect(heirOf(KEYS, [["a", "c"], [], ["d"]], "b")).toBe("c");
  expect(heirOf(KEYS, [["a", "b"], [], ["d"]], "c")).toBe("b");
  expect(heirOf(KEYS, [["a"], [], [], ["e", "f"]], "d")).toBe("e");
  expect(heirOf(KEYS, [["a", "b"], [], [], []], "d")).toBe("a");
});

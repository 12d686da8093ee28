import { expect, test } from "vitest";
import { itemKey, itemsOf } from "./playtest-items.ts";
import type { Overview } from "./use-playtest.ts";

const NOTHING: Overview = { stories: [], suites: [], running: [], golden: null };
const GROUP = {
  key: "text_changed quay",
  kind: "text_changed",
  message: "m",
  detail: null,
  count: 2,
  traces: ["a", "b"],
} as const;
const CELL = { golden: "mc/linear/quay.trace.jsonl", suite: "s", pov: "mc", category: "linear", story: "quay.scene.yaml" };

test("items stand in the order of the page: causes, goldens that wait, cells, stories; what is obsolete cannot be opened", () => {
  const golden = {
    ok: false,
    changed: [],
    missing: [{ ...CELL, golden: "c", case: "c", renamedFrom: null, play: "sha256:00" }],
    obsolete: [{ golden: "d", renamedTo: null }],
    damaged: [{ golden: "e", message: "m", line: null, play: "sha256:00" }],
    unchanged: 0,
    groups: [GROUP],
    warnings: [],
  };
  const suite = { file: "s.suite.yaml", name: "s", cells: [CELL], assertions: 0, problems: [], last: null };
  expect(itemsOf({ ...NOTHING, golden, suites: [suite] }).map(itemKey)).toEqual([
    "cause text_changed quay",
    "golden c",
    "golden e",
    "cell mc/linear/quay.trace.jsonl",
  ]);
  expect(itemsOf(NOTHING)).toEqual([]);
});

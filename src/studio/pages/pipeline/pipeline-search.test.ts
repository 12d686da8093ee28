import { expect, test } from "vitest";
import { findKeyClashes } from "../../actions/find-key-clashes.ts";
import { GLOBAL_ACTIONS } from "../../frame/global-actions.ts";
import { ACTIVITY_ACTIONS } from "../activity/activity-actions.ts";
import type { BoardCard } from "../../../core/board/board.ts";
import { canDo, PIPELINE_ACTIONS } from "./pipeline-actions.ts";
import { collapsedStages, foldStage, readPipelineSearch } from "./pipeline-search.ts";

test("the closed column is collapsed until it is opened, and the address keeps what is folded otherwise", () => {
  expect([...collapsedStages({})]).toEqual(["closed"]);
  expect([...collapsedStages(foldStage({}, "closed") as { fold: string })]).toEqual([]);
  expect(foldStage({ fold: "closed" }, "closed")).toEqual({ fold: undefined });
  expect([...collapsedStages({ fold: "ready" })]).toEqual(["closed", "ready"]);
});

test("an address that does not fit is read as far as it does", () => {
  expect(readPipelineSearch({ card: "a", fold: "ready,dragons", list: "all" })).toEqual({
    card: "a",
    fold: "ready",
    list: "all",
  });
  expect(readPipelineSearch({ card: 7, fold: 1, list: "some" })).toEqual({});
});

test("no key of the pipeline or the activity is taken twice", () => {
  expect(findKeyClashes({ global: GLOBAL_ACTIONS, pipeline: PIPELINE_ACTIONS, activity: ACTIVITY_ACTIONS })).toEqual([]);
});

const card = (facts: Partial<BoardCard>) =>
  ({ stage: "waiting", jobId: "j", versionId: "v", primary: "review", pending: null, ...facts }) as BoardCard;

test.each([
  ["approve", {}, true],
  ["approve", { stage: "approved" }, false],
  ["reject", { versionId: null }, false],
  ["retry", { stage: "exception", versionId: null }, true],
  ["retry", { stage: "exception" }, false],
  ["cancel", { stage: "making" }, true],
  ["cancel", { stage: "closed" }, false],
  ["make", { stage: "ready" }, true],
  ["make", { stage: "closed", primary: "make" }, true],
  ["make", { stage: "approved" }, false],
  ["open", {}, true],
  ["open", { pending: "Asked to make" }, false],
] as const)("%s of a card %j: %s", (id, facts, possible) => {
  expect(canDo(id, card(facts as Partial<BoardCard>))).toBe(possible);
});

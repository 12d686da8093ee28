import { expect, test } from "vitest";
import { chainRows, eventRows } from "./activity-rows.ts";
import { sampleStory } from "./story.fixture.ts";

const newestFirst = sampleStory().toReversed();

test("as they come, each event is a line", () => {
  expect(eventRows(newestFirst).map(({ key }) => key)).toEqual(["11", "10", "9", "8", "7", "6", "5", "4", "3", "2", "1"]);
});

test("by chain, one line stands for all until it is opened", () => {
  expect(chainRows(newestFirst, new Map())).toMatchObject([
    { kind: "chain", chainId: "c", isOpen: false, summary: { count: 11 } },
  ]);
});

test("an open chain shows its events below their causes, from what is at hand until all of it is read", () => {
  const partly = chainRows(newestFirst.slice(0, 2), new Map([["c", undefined]]));
  expect(partly.map((row) => (row.kind === "event" ? row.level : "chain"))).toEqual(["chain", 1, 2]);
  const whole = chainRows(newestFirst.slice(0, 2), new Map([["c", sampleStory()]]));
  expect(whole).toHaveLength(12);
  expect(whole[0]).toMatchObject({ kind: "chain", isOpen: true, summary: { count: 11 } });
});

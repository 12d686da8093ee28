import { expect, test } from "vitest";
import type { Change } from "../story/moment.ts";
import { netChanges, undoChanges } from "./net-changes.ts";

const change = (name: string, old: Change["old"], now: Change["new"]): Change => ({ name, old, new: now, by: "do.0" });

test("[PR9] several changes of a variable are one, with the last writer, and none where it is what it was", () => {
  expect(netChanges([change("hp", 9, 4), change("a", 0, 1), { ...change("hp", 4, 7), by: "go/do.0" }])).toEqual([
    change("a", 0, 1),
    { ...change("hp", 9, 7), by: "go/do.0" },
  ]);
  expect(netChanges([change("hp", 9, 4), change("hp", 4, 9)])).toEqual([]);
  expect(netChanges([change("bag", ["rope"], ["rope"])])).toEqual([]);
  expect(netChanges([change("bag", ["rope"], ["rope", "knife"])])).toHaveLength(1);
});

test("[PR9] changes can be taken back to where they began", () => {
  const changes = [change("hp", 9, 4), change("a", 0, 1), change("hp", 4, 7)];
  expect(undoChanges({ hp: 7, a: 1, b: "x" }, changes)).toEqual({ hp: 9, a: 0, b: "x" });
});

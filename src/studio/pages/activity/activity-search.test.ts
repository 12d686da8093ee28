import { expect, test } from "vitest";
import { filterOf, readActivitySearch } from "./activity-search.ts";

test("an address is read as it was written", () => {
  const search = {
    tab: "jobs",
    by: "chain",
    kinds: "jobs,trouble",
    entity: "a",
    chain: "c",
    text: "x",
    at: 7,
    event: 5,
    job: "j",
    state: "failed",
  };
  expect(readActivitySearch(search)).toEqual(search);
});

test("what does not fit is left out, so that an old or mistyped link still opens the page", () => {
  expect(readActivitySearch({ tab: "x", by: 1, kinds: "jobs,dragons", entity: "", at: -1, event: "2.5", state: "lost" })).toEqual(
    {
      kinds: "jobs",
    },
  );
});

test("words that look like numbers stay words", () => {
  expect(readActivitySearch({ text: 42 })).toEqual({ text: "42" });
});

test("an address without a filter asks for nothing", () => {
  expect(filterOf({})).toEqual({ groups: [], entity: null, chain: null, text: "" });
});

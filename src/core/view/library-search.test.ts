import { expect, test } from "vitest";
import { readLibrarySearch } from "./library-search.ts";

test("a library's state is read from its address", () => {
  const search = { kind: "animation", text: "ember", group: "tag", cell: 256, at: "v1", view: "compare", zoom: 4, mode: "swipe" };
  expect(readLibrarySearch(search)).toEqual(search);
});

test("what nobody can mean is left out", () => {
  expect(readLibrarySearch({ group: "colour", cell: "99", kind: "", at: { no: 1 }, view: "x", zoom: 5, mode: "stare" })).toEqual(
    {},
  );
});

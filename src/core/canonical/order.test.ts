import { expect, test } from "vitest";
import { byKey, compareCodeUnits } from "./order.ts";

test("[D5] upper case, digits, `-` and `_` stand where their code units do, not where a dictionary puts them", () => {
  const texts = ["ä", "a_b", "a-b", "z", "a1", "B", "ab", "a", "ı", "I", "i"];
  expect(texts.toSorted(compareCodeUnits)).toEqual(["B", "I", "a", "a-b", "a1", "a_b", "ab", "i", "z", "ä", "ı"]);
  expect(compareCodeUnits("same", "same")).toBe(0);
});

test("[D5] records sort by the key that is named", () => {
  const rows = [{ id: "b" }, { id: "a" }, { id: "B" }];
  expect(rows.toSorted(byKey((row) => row.id)).map((row) => row.id)).toEqual(["B", "a", "b"]);
});

import { expect, test } from "vitest";
import { actionItems, countWords, findItems } from "./palette-items.ts";

const action = (id: string, label: string, when = true) => ({ id, label, key: null, when: () => when, run: () => undefined });
const item = (label: string, group = "spec") => ({ id: label, label, group, key: null, run: () => undefined });
const labels = (items: readonly { readonly label: string }[]) => items.map(({ label }) => label);

test("the screen's own actions come before those of everywhere; what cannot be done now is not offered", () => {
  const tables = [
    { screen: "global", actions: [action("palette", "Find anything"), action("help", "Show the keys")] },
    { screen: "pipeline", actions: [action("make", "Make"), action("retry", "Try again", false)] },
  ];
  const items = actionItems(tables, (screen, id) => `${screen} ${id}`);
  expect(items.map(({ id, label, group, key }) => ({ id, label, group, key }))).toEqual([
    { id: "pipeline/make", label: "Make", group: "pipeline", key: "pipeline make" },
    { id: "global/help", label: "Show the keys", group: "everywhere", key: "global help" },
  ]);
});

test("an item is found by all its words in any order, by its kind too, whatever their case", () => {
  const items = [item("Emberhook, icon"), item("Emberhook, card"), item("Dusk tonic")];
  expect(labels(findItems(items, "CARD ember"))).toEqual(["Emberhook, card"]);
  expect(labels(findItems(items, "spec dusk"))).toEqual(["Dusk tonic"]);
  expect(findItems(items, "lantern")).toEqual([]);
});

test("what begins with the text comes first, in the order it had", () => {
  const items = [item("Old ember"), item("Ember beds"), item("Ember button")];
  expect(labels(findItems(items, " ember"))).toEqual(["Ember beds", "Ember button", "Old ember"]);
});

test("without a text everything is found as it lies", () => {
  const items = [item("b"), item("a")];
  expect(findItems(items, "")).toEqual(items);
});

test("the count says when there is more than is shown", () => {
  expect(countWords(0, 0)).toBe("Nothing has that name");
  expect(countWords(12, 12)).toBe("12 found");
  expect(countWords(312, 50)).toBe("50 of 312: type more to find the others");
});

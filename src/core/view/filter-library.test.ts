import { expect, test } from "vitest";
import { countFacets, type Filterable, filterLibrary } from "./filter-library.ts";

const asset = (changes: Partial<Filterable>): Filterable => ({
  spec: "ember-sword",
  title: "Ember sword",
  kind: "single_image",
  assetType: "ui_icon",
  tags: ["item:weapon"],
  entity: null,
  checkpoint: "pony",
  route: "auto_advance",
  verdict: "pass",
  decision: "approved",
  ...changes,
});
const sword = asset({});
const shield = asset({ spec: "tide-shield", title: "Tide shield", checkpoint: "copax", verdict: "fail", tags: ["item:armour"] });
const torch = asset({ spec: "torch", title: "Torch", kind: "animation", entity: "harbor", verdict: null, route: null });
const all = [sword, shield, torch];

test("every chosen facet and every word must let an asset through", () => {
  expect(filterLibrary(all, { checkpoint: "pony", text: "ember WEAPON" })).toEqual([sword]);
  expect(filterLibrary(all, { tag: "item:armour" })).toEqual([shield]);
  expect(filterLibrary(all, { verdict: "fail", kind: "animation" })).toEqual([]);
  expect(filterLibrary(all, {})).toEqual(all);
});

test("a facet's counts say what choosing a value would leave, so its own choice does not bound them", () => {
  const { checkpoint, kind, verdict } = countFacets(all, { checkpoint: "pony" });
  expect(checkpoint).toEqual([
    { value: "copax", count: 1 },
    { value: "pony", count: 2 },
  ]);
  expect(kind).toEqual([
    { value: "animation", count: 1 },
    { value: "single_image", count: 1 },
  ]);
  expect(verdict).toEqual([{ value: "pass", count: 1 }]);
});

test("a chosen value that nothing has any more stays in its list", () => {
  expect(countFacets([sword], { entity: "gone" }).entity).toEqual([{ value: "gone", count: 0 }]);
});

import { expect, test } from "vitest";
import { filterSpecs } from "./filter-specs.ts";
import type { ListedSpec } from "./use-specs.ts";

const spec = (id: string, own: Partial<ListedSpec> = {}): ListedSpec => ({
  id,
  title: `The ${id}`,
  status: "draft",
  kind: "single_image",
  checkpoint: "copax",
  entity: null,
  images: 1,
  stale: false,
  differences: 0,
  blockers: [],
  versionId: null,
  ...own,
});
const SPECS = [
  spec("ember-sword", { status: "ready", stale: true }),
  spec("brass-key", { checkpoint: "pony", blockers: ["unknown_tag"] }),
];

test.each([
  ["", ["ember-sword", "brass-key"]],
  ["ember", ["ember-sword"]],
  ["THE KEY", ["brass-key"]],
  ["status:ready", ["ember-sword"]],
  ["is:stale checkpoint:copax", ["ember-sword"]],
  ["is:blocked", ["brass-key"]],
  ["is:made", []],
  ["colour:red", []],
])("the filter `%s` leaves %j", (filter, ids) => {
  expect(filterSpecs(SPECS, filter).map(({ id }) => id)).toEqual(ids);
});

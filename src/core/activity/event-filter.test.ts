import { expect, test } from "vitest";
import { jobSamples, storedSample } from "../events/sample-events.fixture.ts";
import { isFiltering, isShown, type EventFilter } from "./event-filter.ts";

const event = storedSample(jobSamples.retry("job-1", "a"), 7);
const about = { sentence: "An attempt at lantern-walk failed: no answer", specId: "lantern-walk" };
const NONE: EventFilter = { groups: [], entity: null, chain: null, text: "" };

test.each<[string, Partial<EventFilter>, boolean]>([
  ["nothing asked for", {}, true],
  ["its group among others", { groups: ["specs", "trouble"] }, true],
  ["another group", { groups: ["specs"] }, false],
  ["its own entity", { entity: "job-1" }, true],
  ["the spec it is about", { entity: "lantern-walk" }, true],
  ["another entity", { entity: "job-2" }, false],
  ["another chain", { chain: "c" }, false],
  ["words of its sentence in another order and case", { text: "Failed LANTERN" }, true],
  ["its type", { text: "job.retry" }, true],
  ["its place", { text: "#7" }, true],
  ["a word that it does not say", { text: "lantern stored" }, false],
])("%s", (_, asked, shown) => {
  expect(isShown(event, about, { ...NONE, ...asked })).toBe(shown);
});

test("blanks alone ask for nothing", () => {
  expect(isFiltering({ ...NONE, text: "  " })).toBe(false);
  expect(isFiltering({ ...NONE, groups: ["jobs"] })).toBe(true);
});

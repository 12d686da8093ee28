import { expect, test } from "vitest";
import { sampleTrace } from "./trace.fixture.ts";
import { failedWords } from "./failed-words.ts";
import { valueWords } from "./value-words.ts";
import { viewPlaytest } from "./view-playtest.ts";

test("[TV1] a playtest is shown by its steps, its facts, its end and its assets by kind", () => {
  const view = viewPlaytest(sampleTrace());
  expect(view).toMatchObject({ kind: "playtest", title: "lantern", digest: "sha256:11", start: { hp: 10 } });
  expect(view.facts).toEqual([
    ["pov", "mara"],
    ["seed", "3"],
    ["policy", "random"],
    ["variables", "luck 2"],
  ]);
  expect(view.steps.map(({ place, chose }) => [place, chose])).toEqual([
    ["quay", "light"],
    ["cellar", "fight"],
    ["quay", null],
  ]);
  expect(view.end).toMatchObject({ mark: { word: "ended", tone: "pass" }, text: "dawn" });
  expect(view.assets).toEqual([{ kind: "backgrounds", ids: ["quay-fog"] }]);
  expect(view.source).toEqual({ file: "story/lantern.yaml", lines: { quay: 12, cellar: 30 } });
});

test("[TV1] a play that was cut off has an end that is not known, and not one that looks good", () => {
  const { header, steps } = sampleTrace();
  const view = viewPlaytest({ header, steps });
  expect(view.end).toMatchObject({ mark: { tone: "unknown" }, text: null });
  expect(view).toMatchObject({ digest: null, assets: [], source: { file: null, lines: {} }, play: { story: "lantern" } });
});

test("[TV1] why a play stopped stands where an ending would", () => {
  const { footer } = sampleTrace();
  const view = viewPlaytest(sampleTrace({ footer: { ...footer, outcome: "dead_end", ending: null, why: "no way on" } }));
  expect(view.end).toMatchObject({ mark: { word: "dead end", tone: "fail" }, text: "no way on" });
});

test("[TV4] a refused choice says which variable must be what, and what it is", () => {
  expect(viewPlaytest(sampleTrace()).steps[0]?.refused).toEqual([
    { id: "board", text: "Board the ferry", why: "`lamp` must be true, it is false" },
  ]);
});

test.each([
  ["eq", "brave", "`mood` must be brave, it is calm"],
  ["neq", "calm", "`mood` must not be calm, it is calm"],
  ["gt", 3, "`mood` must be over 3, it is calm"],
  ["gte", 3, "`mood` must be at least 3, it is calm"],
  ["lt", 3, "`mood` must be under 3, it is calm"],
  ["lte", 3, "`mood` must be at most 3, it is calm"],
  ["in", ["brave", "cold"], "`mood` must be one of [brave, cold], it is calm"],
  ["not_in", ["calm"], "`mood` must be none of [calm], it is calm"],
  ["exists", null, "`mood` must be set, it is calm"],
  ["not_exists", null, "`mood` must not be set, it is calm"],
  ["newer", 1, "`mood` must be `newer` 1, it is calm"],
])("[TV4] `%s` in words", (op, value, words) => {
  expect(failedWords({ kind: "condition", key: "mood", op, value, actual: "calm" })).toBe(words);
});

test("[TV4] what was taken before, what another pov is offered and what a story hides has words of its own", () => {
  expect(failedWords({ kind: "once" })).toContain("taken before");
  expect(failedWords({ kind: "pov", visibleTo: ["mara", "rook"] })).toBe("only `mara`, `rook` is offered it");
  expect(failedWords({ kind: "hidden_condition" })).toContain("does not tell");
});

test("[TV4] a text that could be taken for another value, or for none, stands in quotation marks", () => {
  expect(["true", "3", "", " a", "[x"].map(valueWords)).toEqual(['"true"', '"3"', '""', '" a"', '"[x"']);
  expect([true, 3, null, "a b", ["a", 1]].map(valueWords)).toEqual(["true", "3", "null", "a b", "[a, 1]"]);
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { REDACTIONS } from "../../trace/trace-rules.ts";
import { seedView } from "../record/seed-view.ts";
import { writePlaytestTrace } from "../record/write-playtest-trace.ts";
import { compareTraces } from "./compare-traces.ts";
import { diffTraces } from "./diff-traces.ts";
import { CROSSING, play, withNodes } from "./plays.fixture.ts";

const golden = play(CROSSING);
const stormy = play(CROSSING, { worldline: "storm" });
const unlit = play(withNodes({ quay: { do: [] } }));

test("[TI9] traces compare as the seed's do: one line per cause, and raising unless they are equal", () => {
  const same = compareTraces(golden, play(CROSSING));
  expect(same).toMatchObject({ equal: true, messages: [], causes: [], warnings: [] });
  expect(() => same.raiseForDiff()).not.toThrow();
  const other = compareTraces(golden, stormy);
  expect(other).toMatchObject({ equal: false, messages: ["trace worldline changed"] });
  expect(() => other.raiseForDiff()).toThrow(/^the traces differ\n {2}trace worldline changed: `null` before, `"storm"` now$/);
  expect(() => other.raiseForDiff()).toThrow(
    expect.objectContaining({ code: "TRACES_DIFFER", problems: [expect.objectContaining({ code: "TRACES_DIFFER" })] }),
  );
});

test("[TI9] a trace may come as itself, as its view, as a file's text or inside a run", () => {
  const forms = [golden, seedView(golden), writePlaytestTrace(golden), { trace: golden }];
  for (const form of forms) {
    expect(compareTraces(form, golden).equal).toBe(true);
    expect(compareTraces(form, unlit).messages).toEqual(["choice `board` at step 1 is refused"]);
  }
  for (const none of [null, 3, {}, []])
    expect(() => compareTraces(none, golden)).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
  expect(() => compareTraces("PNG", golden)).toThrow(expect.objectContaining({ code: "TRACE_FOREIGN" }));
});

test("[TI10] ignored paths are those of the seed's view, each place of it by itself", () => {
  const messages = (...ignorePaths: string[]) => compareTraces(golden, stormy, { ignorePaths: new Set(ignorePaths) }).messages;
  expect(messages("provenance.digest")).toEqual(["trace worldline changed"]);
  expect(messages("meta.worldline")).toEqual(["config worldline changed"]);
  expect(messages("**.worldline", "**.gold", "**.text")).toEqual([]);
});

test.each([
  ["a text", withNodes({ pier: { text: "Late." } }), ["**.lines"]],
  [
    "a label",
    withNodes({
      pier: {
        choices: [
          { id: "board", text: "Go", to: "ferry", do: [{ type: "decrement", key: "gold" }] },
          { id: "stay", text: "Stay", to: "inn" },
        ],
      },
    }),
    ["**.text", "steps[*].choice_text"],
  ],
  ["assets of a kind", withNodes({ quay: { assets: ["fog", "gull"] } }), ["**.music"]],
  [
    "a variable",
    { ...CROSSING, variables: { ...CROSSING.variables, gold: { type: "integer" as const, default: 5 } } },
    ["**.variables.gold"],
  ],
  ["an ending", withNodes({ shore: { end: "beyond" } }), ["final.ending"]],
])("[TI10] %s can be looked past, with no rule that matches nothing", (_what, scene, ignorePaths) => {
  expect(compareTraces(golden, play(scene)).equal).toBe(false);
  expect(compareTraces(golden, play(scene), { ignorePaths })).toMatchObject({ equal: true, warnings: [] });
  expect(compareTraces(golden, play(scene), { ignorePaths: ["meta.generated_at*"] })).toMatchObject({
    equal: false,
    warnings: ["`meta.generated_at*` matches nothing in either trace"],
  });
});

test("[TI10] a variable that is looked past explains nothing, and what follows from it is a cause", () => {
  expect(compareTraces(golden, unlit, { ignorePaths: ["**.variables.lamp"] }).causes).toMatchObject([
    { kind: "condition_flipped", detail: "`lamp eq true` is asked for now, and `lamp` is unset in both" },
  ]);
});

test("[TI10] redactions compare a coarser form", () => {
  const rolled = (seed: number) => play(CROSSING, { seed });
  const rules = { ignorePaths: ["**.seed", "**.draws[*].value"], redact: [{ path: "**.variables.wave", how: "alias" as const }] };
  expect(diffTraces(rolled(1), rolled(2), rules)).toMatchObject({ equal: true, warnings: [] });
  expect(diffTraces(rolled(1), rolled(2), { ...rules, redact: [] }).equal).toBe(false);
});

test("[TI11] whatever is looked past, comparing does not throw, and equal traces stay equal", () => {
  const paths = fc.array(
    fc.constantFrom(
      "**",
      "*",
      "steps",
      "[*]",
      "[1]",
      "final",
      "lines",
      "failed",
      "draws",
      "available_choices",
      "refused_choices",
      "text",
      "id",
      "by",
      "stream",
      "kind",
      "variables",
      "assets",
      "meta",
      "initial",
      "node",
      "from_node",
    ),
    { minLength: 1, maxLength: 4 },
  );
  const path = paths.map((steps) => steps.join(".").replaceAll(".[", "["));
  const rule = fc.record({ path, how: fc.constantFrom(...REDACTIONS) });
  fc.assert(
    fc.property(fc.array(rule, { maxLength: 4 }), fc.constantFrom(golden, stormy, unlit), (redact, other) => {
      expect(diffTraces(other, other, { ignorePaths: [], redact }).equal).toBe(true);
      diffTraces(golden, other, { ignorePaths: [], redact });
    }),
    { numRuns: 150 },
  );
});

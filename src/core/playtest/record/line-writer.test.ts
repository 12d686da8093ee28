import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { openLineReader } from "./line-reader.ts";
import { openLineWriter } from "./line-writer.ts";
import type { PlaytestStep } from "./playtest-trace.ts";
import { stepSchema } from "./trace-schema.ts";

const text = fc.string({ unit: fc.constantFrom("a", "é", "\n", '"', "\\", "😀", "\u2028", "\u0001", " "), maxLength: 6 });
const name = fc.oneof(
  fc.constantFrom("a", "b", "10", "9", "B", "ä", "hp.max", "constructor"),
  text.filter((each) => each !== ""),
);
const scalar = fc.oneof(fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), text, fc.constant(null));
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }));
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });
const fewBy = <T>(item: fc.Arbitrary<T>, key: (item: T) => string) => fc.uniqueArray(item, { maxLength: 3, selector: key });

const failed = fc.oneof(
  fc.record({ kind: fc.constant("condition" as const), key: name, op: name, value, actual: value }),
  fc.constantFrom({ kind: "once" as const }, { kind: "hidden_condition" as const }),
  fc.record({ kind: fc.constant("pov" as const), visibleTo: few(name) }),
);

const choice = fc.record({ id: name, text });
const step = fc
  .record({
    node: fc.constantFrom("quay", "hold"),
    lines: few(fc.record({ text, speaker: fc.option(text) })),
    choices: fewBy(choice, ({ id }) => id),
    failed,
    chose: fc.option(name),
    draws: few(
      fc.record({ stream: fc.constantFrom("policy", "story", "battle", "loot"), n: fc.nat(), value: fc.nat(), by: name }),
    ),
    sets: fewBy(fc.record({ name, old: value, new: value, by: name }), (change) => change.name),
    assets: few(name),
    emits: few(fc.record({ name, data: value })),
  })
  .map(({ choices, failed: why, sets, ...rest }): Omit<PlaytestStep, "i"> => ({
    ...rest,
    offered: choices.slice(1),
    refused: choices.slice(0, 1).map((each) => ({ ...each, failed: why })),
    sets: sets.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }));

/** The same step as plain JSON data gives it back: -0 is 0 there. */
function plain(given: PlaytestStep): PlaytestStep {
  return JSON.parse(JSON.stringify(given)) as PlaytestStep;
}

test("[PR12][PR13] whatever a step holds, its line is canonical, and reads as that step again", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const [writer, reader] = [openLineWriter(), openLineReader()];
      for (const [i, each] of steps.entries()) {
        const given = plain({ i, ...each });
        const line = writer.write({ i, ...each });
        const parsed: unknown = JSON.parse(line);
        expect(line).toBe(canonicalJson(parsed));
        expect(reader.read(stepSchema.parse(parsed))).toEqual(given);
      }
    }),
  );
});

const BARE = { i: 0, offered: [], refused: [], chose: null, draws: [], sets: [], assets: [], emits: [] };
const said = (node: string, lines: PlaytestStep["lines"], offered: PlaytestStep["offered"] = []): PlaytestStep => {
  return { ...BARE, node, lines, offered };
};

test("[PR13] what was said and shown at a node before is not written again, silence after it is", () => {
  const writer = openLineWriter();
  const hello = [{ text: "Hello.", speaker: "mira" }];
  expect(writer.write(said("quay", hello, [{ id: "go", text: "Go" }]))).toBe(
    '{"chose":null,"i":0,"labels":{"go":"Go"},"node":"quay","offered":["go"],"say":[{"speaker":"mira","text":"Hello."}]}',
  );
  expect(writer.write(said("quay", [...hello], [{ id: "go", text: "Go" }]))).toBe(
    '{"chose":null,"i":0,"node":"quay","offered":["go"]}',
  );
  expect(writer.write(said("quay", [], [{ id: "go", text: "Leave" }]))).toContain('"labels":{"go":"Leave"}');
  expect(writer.write(said("quay", hello))).toContain('"say":[{"speaker":"mira","text":"Hello."}]');
  expect(writer.write(said("quay", []))).toContain('"say":[]');
  expect(writer.write(said("hold", []))).toBe('{"chose":null,"i":0,"node":"hold"}');
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { scenarioFileSchema } from "../trials/scenario/scenario-schema.ts";
import { RECORD_SCHEMAS, type SpelledKind } from "./record-kinds.ts";
import { knownKeys, shapeOf, shapesAtPath } from "./schema-shape.ts";
import { KEY_SPELLINGS, MOVED_KEYS, MOVED_VALUES, VALUE_SPELLINGS } from "./seed-spellings.ts";

const SCHEMAS = { ...RECORD_SCHEMAS, scenario: scenarioFileSchema };

const GUIDE = readFileSync(new URL("../../../docs/guides/coming-from-the-seeds.md", import.meta.url), "utf8");

/** Paths of a record that a pattern may mean; `**.` stands for where contracts are in each kind of record. */
function pathsOf(kind: SpelledKind, pattern: string): (string | number)[][] {
  const roots: Partial<Record<SpelledKind, string>> = { project: "policies.", tags: "tags.*." };
  const plain = pattern.replace("**.", roots[kind] ?? "");
  const steps = plain === "" ? [] : plain.split(".");
  const isItem = (index: number): boolean =>
    ["tags", "releases", "deriveFrom", "nodes", "choices", "when", "tools", "assertions"].includes(steps[index - 1] ?? "");
  return [steps.map((step, index) => (step === "*" && isItem(index) ? 0 : step))];
}

const keyOf = (at: string, from: string): string => (at === "" ? from : `${at}.${from}`);

describe("the tables", () => {
  test.each(KEY_SPELLINGS)(
    "[A9] $from at `$at` of $kinds leads to a key the schema knows, and is none itself",
    ({ kinds, at, from, to }) => {
      for (const kind of kinds) {
        for (const path of pathsOf(kind, at)) {
          const known = knownKeys(shapesAtPath(shapeOf(SCHEMAS[kind]), path));
          expect(known).toContain(to.split(".")[0]);
          expect(known).not.toContain(from);
          const inner = to.split(".")[1];
          if (inner !== undefined) {
            expect(knownKeys(shapesAtPath(shapeOf(SCHEMAS[kind]), [...path, to.split(".")[0] ?? ""]))).toContain(inner);
          }
        }
      }
    },
  );

  test.each(VALUE_SPELLINGS)("[A9] $from at `$at` of $kinds leads to a choice, and is none itself", ({ kinds, at, from, to }) => {
    for (const kind of kinds) {
      const [path = []] = pathsOf(kind, at.replace("retry.*.*", "retry.perJobType.make").replace("routing.*", "routing.onPass"));
      const choices = shapesAtPath(shapeOf(SCHEMAS[kind]), path).flatMap((shape) => shape.enum ?? []);
      expect(choices).toContain(to);
      expect(choices).not.toContain(from);
    }
  });

  test.each(MOVED_KEYS)("[A9] $from at `$at` of $kinds is no key there", ({ kinds, at, from }) => {
    for (const kind of kinds) {
      const known = knownKeys(shapesAtPath(shapeOf(SCHEMAS[kind]), pathsOf(kind, at)[0] ?? []));
      expect(known.length).toBeGreaterThan(0);
      expect(known).not.toContain(from);
    }
  });
});

describe("the guide", () => {
  test.each([...KEY_SPELLINGS, ...VALUE_SPELLINGS])("[A22] says that $from at `$at` is accepted", ({ kinds, at, from, to }) => {
    expect(GUIDE).toContain(`| ${kinds.join(", ")} | \`${keyOf(at, from)}\` | \`${to}\` |`);
  });

  test.each([...MOVED_KEYS, ...MOVED_VALUES])("[A22] says where $from at `$at` went", ({ kinds, at, from, hint }) => {
    expect(GUIDE).toContain(`| ${kinds.join(", ")} | \`${keyOf(at, from)}\` | ${hint} |`);
  });
});

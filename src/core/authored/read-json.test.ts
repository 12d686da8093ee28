import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIMITS } from "./limits.ts";
import { createLocator } from "./locator.ts";
import { readJson } from "./read-json.ts";
import { readSource } from "./read-source.ts";
import { scanTokens } from "./scan-tokens.ts";
import { buildTree } from "./tree-builder.ts";
import { Composer } from "yaml";
import { toValue } from "./source-tree.ts";

/** The tree that the YAML reader makes of a text. */
function readYamlTree(text: string): unknown {
  const scan = scanTokens(text, LIMITS);
  if (scan.kind === "refused") throw new TypeError(scan.refusal.reason);
  const [document] = new Composer({ version: "1.2", schema: "core", uniqueKeys: false, prettyErrors: false }).compose(
    scan.tokens,
    true,
  );
  if (document === undefined || document.errors.length > 0) throw new TypeError(String(document?.errors[0]));
  return buildTree(document.contents, createLocator("a.yaml", text), LIMITS).root;
}

/** JSON values without what readers refuse; long keys are YAML's own problem. */
const values = fc.jsonValue({ maxDepth: 4, stringUnit: "binary" }).filter((value) => {
  const text = JSON.stringify(value);
  return !/\\u0000|\\ud[89a-f]|"":|"__proto__":|"constructor":|"prototype":/i.test(text);
});

const documents = fc.oneof(
  fc.array(values, { maxLength: 4 }),
  fc.dictionary(fc.string({ minLength: 1, unit: "grapheme" }), values, { maxKeys: 4 }),
);

describe("plain JSON", () => {
  test("[A1] gives the tree that the YAML reader makes of it, place by place", () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(0, 1, 2), fc.constantFrom("\n", "\r\n"), (value, indent, end) => {
        fc.pre(!Object.keys(value).some((key) => ["__proto__", "constructor", "prototype"].includes(key)));
        const text = ` ${JSON.stringify(value, null, indent).replaceAll("\n", end)}${end}`;
        const tree = readJson(text, LIMITS);
        expect(tree).toEqual(readYamlTree(text));
        expect(tree === undefined ? undefined : toValue(tree)).toEqual(JSON.parse(text));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['{ "a": 1, "a": 2 }', "a key twice"],
    ['{ "": 1 }', "an empty key"],
    ['{ "__proto__": 1 }', "a forbidden key"],
    ['{ "a": "\\u0000" }', "an escaped NUL"],
    ['{ "a": "\\ud800" }', "half of a surrogate pair"],
    ['{ "a": "\\x" }', "an escape that is none"],
    ['{ "a": "\t" }', "a raw tab"],
    ['{ "a": 01 }', "a number that is none"],
    ['{ "a": 1, }', "a comma too many"],
    ['{ "a": 1 } x', "something behind"],
    ['{ "a": nul }', "a word that is none"],
    ['{ "a": "b }', "a quote that is never closed"],
    ["{ a: 1 }", "YAML"],
    ["[".repeat(70) + "]".repeat(70), "too many levels"],
    ["1", "a single value"],
  ])("[A16] %s is left to the YAML reader: %s", (text) => {
    expect(readJson(text, LIMITS)).toBeUndefined();
  });

  test("[A12] more values than the limit are left to the YAML reader, which refuses them", () => {
    const text = JSON.stringify(Array.from({ length: LIMITS.maxNodes }, () => 1));
    expect(readJson(text, LIMITS)).toBeUndefined();
    expect(readSource({ file: "a.json", text })).toMatchObject({ kind: "unreadable", problems: [{ code: "FILE_TOO_LARGE" }] });
  });
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Lora } from "../assets/records/lora.ts";
import { Spec } from "../assets/records/spec.ts";
import { fixAuthored } from "./fix.ts";
import { parseAuthored } from "./parse.ts";

const OLD = `\uFEFF# Ember sword   (do not touch)\r
id: gem\r
"asset_type":   'ui_icon'   # quoted, as it was\r
\r
title: Gem\r
checkpointId: pony\r
quality_contract: { backgroundPolicy: "transparent_only",   perspectiveMode: strict } # both\r
loraIds:\r
  - a  # first\r
  - 'b'\r
# seeds\r
seedPolicy: {mode: fixed,   base_seed: 4}\r
output: { kind: single_image }`;

test("[A20] spellings become ours and every other byte stays: comments, quotes, spaces, Windows line ends, no last line end", () => {
  const fixed = fixAuthored({ file: "specs/gem.yaml", text: OLD }, Spec);
  expect(fixed.text).toBe(`# Ember sword   (do not touch)\r
id: gem\r
"assetType":   'ui_icon'   # quoted, as it was\r
\r
title: Gem\r
checkpoint: pony\r
contract: { background: "transparent",   perspective: { mode: strict } } # both\r
loras:\r
  - { lora: a }  # first\r
  - { lora: 'b' }\r
# seeds\r
seed: {mode: fixed,   baseSeed: 4}\r
output: { kind: single_image }`);
  expect(fixed.changes.map(({ place, from, to }) => `${place.line}:${place.column} ${from} -> ${to}`)).toEqual([
    "1:1 byte-order mark -> none",
    "3:1 asset_type -> assetType",
    "6:1 checkpointId -> checkpoint",
    "7:1 quality_contract -> contract",
    "7:21 backgroundPolicy -> background",
    "7:39 transparent_only -> transparent",
    "7:61 perspectiveMode -> perspective.mode",
    "8:1 loraIds -> loras",
    "12:1 seedPolicy -> seed",
    "12:29 base_seed -> baseSeed",
  ]);
});

test("[A20] a file in our spelling, and one that cannot be read, come back as they are", () => {
  for (const text of ["id: gem\ntitle: Gem # x\n", "a: [", "id: a\nid: b\n", `a: ${"x".repeat(2_000_000)}`]) {
    expect(fixAuthored({ file: "specs/gem.yaml", text }, Spec)).toEqual({ text, changes: [] });
  }
});

test("[A20] what can be fixed is fixed although the file has other problems", () => {
  expect(fixAuthored({ file: "specs/gem.yaml", text: "asset_type: Not A Slug\nbogus_key: 1\n" }, Spec).text).toBe(
    "assetType: Not A Slug\nbogus_key: 1\n",
  );
});

test("[A20] JSON stays JSON", () => {
  const text = '{"id": "l", "scope": "tag", "checkpointId": "c", "trigger_words": []}';
  expect(fixAuthored({ file: "l.json", text }, Lora).text).toBe(
    '{"id": "l", "scope": "tag", "checkpoints": ["c"], "triggerWords": []}',
  );
  const spec = '{"loraIds": ["a"], "contract": {"perspectiveMode": "any"}}';
  expect(JSON.parse(fixAuthored({ file: "s.json", text: spec }, Spec).text)).toEqual({
    loras: [{ lora: "a" }],
    contract: { perspective: { mode: "any" } },
  });
});

test("[A21] content behind two aliases is rewritten once, and what a rewrite would break is left", () => {
  const twice = "contract: &c { margin_px: 1 }\nqualityContract: *c\n";
  expect(fixAuthored({ file: "s.yaml", text: twice }, Spec).text).toBe("contract: &c { marginPx: 1 }\nqualityContract: *c\n");
  const shared = "contract: { perspectiveMode: &m strict }\nstyle: { mode: *m }\n";
  const fixed = fixAuthored({ file: "s.yaml", text: shared }, Spec);
  expect(fixed).toEqual({ text: shared, changes: [] });
});

test("[A21] a fixed file means what it meant, and fixing again changes nothing", () => {
  const line = fc.constantFrom(
    "asset_type: ui_icon",
    "checkpointId: pony # x",
    "checkpoint_profile_id: 'p'",
    "quality_contract: {backgroundPolicy: white_only, margin_px: 2}",
    "contract:\n  perspectiveMode: any\n  # c\n  margin_px: 1",
    "loraIds:\n- a\n\n- b # y",
    "lora_ids: [ a , 'b' ]",
    "seedPolicy:\n    base_seed: 3\n    mode: fixed",
    "entity_link: { entity_id: e, role: portrait }",
    "# asset_type: in a comment",
    "title: 'asset_type: in a text'",
    "prompt:\n  positive: |\n    asset_type: in a text\n",
    "output: { kind: single_image }",
    "",
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(line, { selector: (text) => text.split(/[_:I]/)[0], maxLength: 12 }),
      fc.boolean(),
      (lines, hasMark) => {
        const text = `${hasMark ? "\uFEFF" : ""}${lines.join("\n")}\n`;
        const source = { file: "specs/gem.yaml", text };
        const fixed = fixAuthored(source, Spec);
        const [before, after] = [source, { ...source, text: fixed.text }].map((each) => parseAuthored(each, Spec));
        expect(after?.kind).toBe(before?.kind);
        if (before?.kind === "parsed" && after?.kind === "parsed") expect(after.value).toEqual(before.value);
        expect(fixAuthored({ ...source, text: fixed.text }, Spec)).toEqual({ text: fixed.text, changes: [] });
      },
    ),
    { numRuns: 150 },
  );
});

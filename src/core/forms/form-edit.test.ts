import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editAuthored } from "../authored/edit.ts";
import { jsonSchemaOf } from "../authored/json-schemas.ts";
import { readSource } from "../authored/read-source.ts";
import { toValue } from "../authored/source-tree.ts";
import { buildForm } from "./build-form.ts";
import type { FormField } from "./form-field.ts";
import {
  addItem,
  addKey,
  applyEdits,
  clear,
  mergeEdits,
  moveItem,
  removeItem,
  renameKey,
  setValue,
  type FormEdit,
} from "./form-edit.ts";

function fieldOf(kind: "spec" | "project", value: unknown, key: string): FormField {
  const find = (fields: readonly FormField[]): FormField | undefined => {
    for (const field of fields) {
      const found = field.key === key ? field : find(field.fields);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const field = find(buildForm({ kind, schema: jsonSchemaOf(kind), value, choices: {}, isNew: false }).fields);
  if (field === undefined) throw new Error(`no field ${key}`);
  return field;
}

describe("editing a form", () => {
  it("removes the part list of the old kind when the kind changes", () => {
    const value = { output: { kind: "animation", frames: 8 } };
    const edits = setValue({ kind: "spec", value }, fieldOf("spec", value, "output.kind"), "tileset");
    expect(applyEdits(value, edits)).toEqual({ output: { kind: "tileset" } });
  });

  it("returns to a default by leaving the value out", () => {
    const value = { title: "x", loraPolicy: { mode: "manual" } };
    expect(applyEdits(value, clear(fieldOf("spec", value, "loraPolicy.mode")))).toEqual({ title: "x" });
    expect(clear(fieldOf("spec", value, "loraPolicy.preferRecommended"))).toEqual([]);
  });

  it("writes a default list out before it changes", () => {
    const value = { seed: {} };
    const field = fieldOf("spec", value, "seed.deriveFrom");
    expect(addItem(field, "entityId")).toEqual([{ path: ["seed", "deriveFrom"], value: ["specId", "entityId"] }]);
    expect(removeItem(field, 0)).toEqual([{ path: ["seed", "deriveFrom"], value: [] }]);
  });

  it("adds, moves and removes items", () => {
    const value = { tags: ["a:b", "c:d", "e:f"] };
    const field = fieldOf("spec", value, "tags");
    expect(addItem(field, "g:h")).toEqual([{ path: ["tags", 3], value: "g:h" }]);
    expect(applyEdits(value, removeItem(field, 1))).toEqual({ tags: ["a:b", "e:f"] });
    expect(applyEdits(value, moveItem(field, 0, 2))).toEqual({ tags: ["c:d", "e:f", "a:b"] });
    expect(moveItem(field, 0, 3)).toEqual([]);
  });

  it("leaves a list out with its last item, unless an empty one says something else", () => {
    const tags = { tags: ["a:b"] };
    expect(applyEdits(tags, removeItem(fieldOf("spec", tags, "tags"), 0))).toEqual({});
    const none = { policies: { checkpoints: { pony: { allowedBaselines: ["a"] } } } };
    const field = fieldOf("project", none, "policies.checkpoints.pony.allowedBaselines");
    expect(applyEdits(none, removeItem(field, 0))).toEqual({ policies: { checkpoints: { pony: { allowedBaselines: [] } } } });
  });

  it("adds an entry with the least that it needs, and renames without losing any", () => {
    const value = { policies: { entities: { families: { hero: { paletteMaxDistance: 0.1 } } } } };
    const field = fieldOf("project", value, "policies.entities.families");
    expect(applyEdits({}, addKey(field, "weapon"))).toEqual({
      policies: { entities: { families: { weapon: { paletteMaxDistance: 0 } } } },
    });
    expect(applyEdits(value, renameKey(field, "hero", "heroine"))).toEqual({
      policies: { entities: { families: { heroine: { paletteMaxDistance: 0.1 } } } },
    });
    expect(renameKey(field, "hero", "hero")).toEqual([]);
  });

  it("keeps one edit for a value that is typed letter by letter", () => {
    const typed = ["b", "br", "brass"].map((value): FormEdit => ({ path: ["title"], value }));
    expect(mergeEdits({ title: "a" }, [], typed)).toEqual([{ path: ["title"], value: "brass" }]);
  });

  it("does not merge across edits that move what they concern", () => {
    const edits: FormEdit[] = [{ path: ["tags", 1], value: "x" }, { path: ["tags", 0] }, { path: ["tags", 1], value: "y" }];
    const base = { tags: ["a", "b", "c"] };
    expect(applyEdits(base, mergeEdits(base, [], edits))).toEqual({ tags: ["x", "y"] });
  });

  it("forgets edits that together change nothing", () => {
    expect(mergeEdits({ title: "a" }, [{ path: ["title"], value: "b" }], [{ path: ["title"], value: "a" }])).toEqual([]);
  });

  it("means what the file will mean when it is saved", () => {
    const step = fc.constantFrom("a", "b", "c");
    const value = fc.oneof(
      fc.integer(),
      fc.constantFrom("x", "y"),
      fc.array(fc.integer(), { maxLength: 3 }),
      fc.constant({ a: 1, b: 2 }),
    );
    const edit = fc.record({ path: fc.array(step, { minLength: 1, maxLength: 3 }), value: fc.option(value, { nil: undefined }) });
    const base = { a: { b: { c: 1 }, c: [1, 2] }, b: "x" };
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
        const reading = readSource({
          file: "f.yaml",
          text: editAuthored(JSON.stringify(base), edits),
        });
        expect(reading.kind).toBe("read");
        if (reading.kind === "read") expect(toValue(reading.root)).toEqual(applyEdits(base, mergeEdits(base, [], edits)));
      }),
    );
  });
});

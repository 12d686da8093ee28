import { describe, expect, it } from "vitest";
import { jsonSchemaOf } from "../authored/json-schemas.ts";
import { buildFieldAt, buildForm } from "./build-form.ts";
import { FORM_KINDS, type Choices, type FormField, type FormKind, type FormSchema } from "./form-field.ts";
import { startValue } from "./start-value.ts";

const CHOICES: Choices = {
  checkpoint: [
    { id: "copax", title: "Copax" },
    { id: "pony", title: "Pony" },
  ],
  baseline: [
    { id: "copax-fen", title: "Fen", checkpoints: ["copax"] },
    { id: "pony-wick", title: "Wick", checkpoints: ["pony"] },
  ],
  lora: [
    { id: "moss-fuzz", checkpoints: ["copax"], scope: "project" },
    { id: "ember-core", checkpoints: ["copax"], scope: "tag" },
    { id: "saltglow-pony", checkpoints: ["pony"] },
  ],
};

function schemaOf(kind: FormKind): FormSchema {
  return jsonSchemaOf(kind);
}

function formOf(kind: FormKind, value: unknown, isNew = false): ReturnType<typeof buildForm> {
  return buildForm({ kind, schema: schemaOf(kind), value, choices: CHOICES, isNew });
}

function walk(fields: readonly FormField[]): FormField[] {
  return fields.flatMap((field) => [field, ...walk(field.fields)]);
}

function get(fields: readonly FormField[], key: string): FormField {
  const field = walk(fields).find((each) => each.key === key);
  if (field === undefined) throw new Error(`no field ${key}`);
  return field;
}

/** A value in which everything that a schema knows is present once. */
function fullValue(schema: FormSchema, pattern: string): unknown {
  if (schema.properties !== undefined) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([key, each]) => [key, fullValue(each, `${pattern}.${key}`)]),
    );
  }
  if (typeof schema.additionalProperties === "object") return { one: fullValue(schema.additionalProperties, `${pattern}.*`) };
  if (schema.prefixItems !== undefined) return schema.prefixItems.map((each) => fullValue(each, pattern));
  if (typeof schema.items === "object") return [fullValue(schema.items, `${pattern}.*`)];
  return startValue(schema, pattern);
}

/** Every place of a schema where a value can stand, words of a list being part of it. */
function placesOf(schema: FormSchema, pattern: string): string[] {
  const join = (step: string): string => (pattern === "" ? step : `${pattern}.${step}`);
  const inner: [string, FormSchema][] = [
    ...Object.entries(schema.properties ?? {}),
    ...(typeof schema.additionalProperties === "object" ? [["*", schema.additionalProperties] as [string, FormSchema]] : []),
    ...(schema.prefixItems ?? []).map((each, index): [string, FormSchema] => [String(index), each]),
    ...(typeof schema.items === "object" ? [["*", schema.items] as [string, FormSchema]] : []),
  ];
  return inner.flatMap(([step, each]) => [join(step), ...placesOf(each, join(step))]);
}

describe("building a form", () => {
  it.each(FORM_KINDS)("has a control for every place of the schema of a %s", (kind) => {
    const schema = schemaOf(kind);
    const form = formOf(kind, fullValue(schema, ""));
    const shown = walk(form.fields);
    const patterns = new Set(shown.map((field) => field.pattern));
    const inOneControl = new Set(
      shown.filter((field) => ["tagList", "choices"].includes(field.control)).map((field) => `${field.pattern}.*`),
    );
    const missing = placesOf(schema, "").filter((place) => !patterns.has(place) && !inOneControl.has(place));
    expect(missing).toEqual([]);
    expect(new Set(shown.map((field) => field.key)).size).toBe(shown.length);
    expect(shown.every((field) => field.label !== "" || field.pattern.endsWith("*"))).toBe(true);
  });

  it.each(FORM_KINDS)("shows every field of a %s in one section, and in one only", (kind) => {
    const form = formOf(kind, fullValue(schemaOf(kind), ""));
    const leaves = (fields: readonly FormField[]): string[] =>
      walk(fields).flatMap((field) => (field.fields.length === 0 ? [field.key] : []));
    const shown = leaves(form.sections.flatMap((section) => [...section.fields, ...section.more]));
    expect(shown.toSorted()).toEqual(leaves(form.fields).toSorted());
    expect(form.sections.map((section) => section.id)).not.toContain("other");
  });

  it("appends what no section names", () => {
    const schema: FormSchema = {
      type: "object",
      properties: { title: { type: "string", maxLength: 9 }, extra: { type: "boolean" } },
    };
    const form = buildForm({ kind: "entity", schema, value: {}, choices: {}, isNew: false });
    expect(form.sections.at(-1)).toMatchObject({ id: "other", fields: [{ key: "extra" }] });
  });

  it("fails for a shape that no control enters", () => {
    const schema: FormSchema = { type: "object", properties: { any: {} } };
    expect(() => buildForm({ kind: "entity", schema, value: {}, choices: {}, isNew: false })).toThrow("a control enters {}");
  });

  it("tells a default from a value that was written", () => {
    const { fields } = formOf("spec", { loraPolicy: { mode: "manual" } });
    expect(get(fields, "loraPolicy.mode")).toMatchObject({ value: "manual", default: "baseline_then_project", isSet: true });
    expect(get(fields, "loraPolicy.releasePolicy")).toMatchObject({ value: "active_or_latest_approved", isSet: false });
    expect(get(fields, "output.width")).toMatchObject({ value: undefined, default: undefined, isSet: false });
  });

  it("returns to the default together with the group that would be left empty", () => {
    const { fields } = formOf("spec", {
      loraPolicy: { mode: "manual" },
      seed: { mode: "derived" },
      prompt: { positive: "a", negative: "b" },
    });
    expect(get(fields, "loraPolicy.mode").resetPath).toEqual(["loraPolicy"]);
    expect(get(fields, "prompt.positive").resetPath).toEqual(["prompt", "positive"]);
    // Without any key, a seed still says something else than no seed.
    expect(get(fields, "seed.mode").resetPath).toEqual(["seed", "mode"]);
  });

  it("offers what fits the checkpoint, and keeps what is given though it does not fit", () => {
    const { fields } = formOf("spec", { checkpoint: "copax", baseline: "pony-wick" });
    expect(get(fields, "baseline").options).toEqual([
      { value: "copax-fen", label: "Fen", note: null },
      { value: "pony-wick", label: "Wick", note: "made for pony, not for copax" },
    ]);
  });

  it("offers the LoRAs of the layer that the record adds to", () => {
    const spec = formOf("spec", { checkpoint: "copax", loras: [{ lora: "" }, { lora: "ember-core" }] });
    expect(get(spec.fields, "loras[0].lora").options.map((option) => option.value)).toEqual(["moss-fuzz"]);
    expect(get(spec.fields, "loras[1].lora").options.at(-1)?.note).toBe("made for the tag layer, not for the project layer");
    const pair = { policies: { stack: { incompatible: [["", "", "why"]] } } };
    expect(get(formOf("project", pair).fields, "policies.stack.incompatible[0][0]").options).toHaveLength(3);
  });

  it("offers a checkpoint's own records among its settings", () => {
    const { fields } = formOf("project", { policies: { checkpoints: { pony: { allowedBaselines: [] } } } });
    expect(get(fields, "policies.checkpoints.pony.allowedBaselines").options.map((option) => option.value)).toEqual([
      "pony-wick",
    ]);
    expect(get(fields, "policies.checkpoints").item?.options.map((option) => option.value)).toEqual(["copax", "pony"]);
  });

  it("knows which part list goes with an output", () => {
    const { fields } = formOf("spec", { output: { kind: "animation" } });
    expect(get(fields, "output.frames")).toMatchObject({ required: true, irrelevant: null });
    expect(get(fields, "output.tiles")).toMatchObject({ required: false, irrelevant: "only with kind tileset" });
  });

  it("lets an id be chosen for a new record only", () => {
    expect(get(formOf("lora", {}).fields, "id").isReadOnly).toBe(true);
    expect(get(formOf("lora", {}, true).fields, "id").isReadOnly).toBe(false);
  });

  it("makes one tag of a catalogue without the others", () => {
    const tags = [
      { id: "a:b", title: "B" },
      { id: "c:d", title: "D", models: { required: [{ lora: "moss-fuzz" }] } },
    ];
    const tag = buildFieldAt({ kind: "tags", schema: schemaOf("tags"), value: { tags }, choices: CHOICES, isNew: false }, [
      "tags",
      1,
    ]);
    expect(get(tag.fields, "tags[1].models.required[0].lora")).toMatchObject({ value: "moss-fuzz", reference: "lora" });
  });

  it("names fields in plain words", () => {
    const { fields } = formOf("project", { policies: { retry: { baseDelayMs: 500 } } });
    expect(get(fields, "policies.retry.baseDelayMs").label).toBe("Base delay (ms)");
    expect(get(fields, "policies.projectLoras").label).toBe("Project LoRAs");
  });
});

import { describe, expect, it } from "vitest";
import { jsonSchemaOf } from "../authored/json-schemas.ts";
import { buildForm } from "./build-form.ts";
import { findFieldProblems } from "./check-field.ts";
import type { Choices, FormKind } from "./form-field.ts";
import { placeProblems } from "./place-problems.ts";

const SPEC = { id: "gem", title: "Gem", assetType: "ui_icon", output: { kind: "single_image" } };
const CHOICES: Choices = { lora: [{ id: "moss-fuzz" }], tag: [{ id: "item:gem" }], checkpoint: [{ id: "copax" }] };

function problemsOf(kind: FormKind, value: unknown): Record<string, string> {
  const { fields } = buildForm({ kind, schema: jsonSchemaOf(kind), value, choices: CHOICES, isNew: true });
  return Object.fromEntries(findFieldProblems(fields, CHOICES).map(({ key, message }) => [key, message]));
}

describe("checking a form", () => {
  it("finds nothing wrong with the least valid spec", () => {
    expect(problemsOf("spec", SPEC)).toEqual({});
  });

  it("asks for what is required, in the words of its control", () => {
    expect(problemsOf("spec", { output: { kind: "ui_states" } })).toEqual({
      id: "Fill this in",
      title: "Fill this in",
      assetType: "Choose one",
      "output.states": "Add at least one",
    });
  });

  it("says what a value must be", () => {
    const value = {
      ...SPEC,
      id: "Gem!",
      output: { kind: "single_image", width: 0, variants: 1.5 },
      loras: [{ lora: "nope", weight: 9 }],
    };
    expect(problemsOf("spec", value)).toEqual({
      id: "Use lower-case letters, digits, - and _; begin with a letter or a digit",
      "output.width": "At least 1",
      "output.variants": "Write a whole number",
      "loras[0].lora": "There is no lora `nope`",
      "loras[0].weight": "At most 4",
    });
  });

  it("finds repeats, unknown tags and values that do not go together", () => {
    const value = {
      ...SPEC,
      tags: ["item:gem", "item:nope"],
      output: { kind: "ui_states", states: ["normal", "normal"], frames: 3 },
    };
    expect(problemsOf("spec", value)).toEqual({
      tags: "There is no tag `item:nope`",
      "output.states": "`normal` stands here twice",
      "output.frames": "Counts only with kind animation: remove it",
    });
  });

  it("tells apart releases by their version", () => {
    const release = { version: 1, status: "active", file: "a", sha256: "0".repeat(64) };
    const value = { id: "a", scope: "tag", checkpoints: ["copax"], releases: [release, release] };
    expect(problemsOf("lora", value)).toEqual({ releases: "`1` stands here twice" });
  });

  it("does not ask for parts of a group that is left out", () => {
    expect(problemsOf("spec", { ...SPEC, contract: {} })).toEqual({});
    expect(problemsOf("spec", { ...SPEC, entityLink: {} })).toEqual({
      "entityLink.entity": "Choose one",
      "entityLink.role": "Choose one",
    });
  });

  it("puts the server's problems onto their fields, the others on top", () => {
    const { fields } = buildForm({ kind: "spec", schema: jsonSchemaOf("spec"), value: SPEC, choices: {}, isNew: false });
    const placed = placeProblems(fields, [
      { message: "too wide", hint: "Make it smaller", path: ["output", "width"] },
      { message: "no such state", path: ["output", "states", 2] },
      { message: "`height` is missing in `contract.size`" },
      { message: "`assetType` must be a slug" },
      { message: "the file moved on" },
    ]);
    expect([...placed.byField]).toEqual([
      ["output.width", "too wide. Make it smaller"],
      ["output.states", "no such state"],
      ["contract.size", "`height` is missing in `contract.size`"],
      ["assetType", "`assetType` must be a slug"],
    ]);
    expect(placed.onForm).toEqual([{ message: "the file moved on" }]);
  });
});

import { z } from "zod";
import { Spec } from "../../../core/assets/records/spec.ts";
import { EDITABLE_KINDS } from "../../../core/authored/record-address.ts";
import { PlanDifferenceValue, PlanValue } from "./plan.ts";
import { BlockerValue } from "./specs.ts";
import { ProblemValue } from "./values.ts";

const Kind = z.enum(EDITABLE_KINDS);
const Problems = z.array(ProblemValue).describe("What keeps the file from being used");
const Warnings = z.array(ProblemValue).describe("What does not");
const Value = z.unknown().describe("What the file says in today's spelling, without defaults; null when it cannot be read");
const JsonSchemaValue = z.record(z.string(), z.unknown()).describe("JSON Schema (draft 2020-12) of the kind");
const Base = z.string().describe("Digest of the text: what the next save or restore expects");

export const RecordListValue = z.strictObject({
  records: z.array(z.strictObject({ id: z.string(), title: z.string().nullable(), file: z.string(), problems: Problems })),
  misplaced: z.array(ProblemValue).describe("Files in the kind's folder under a name that no record has"),
});

const CHOICE = { id: z.string(), title: z.string().nullable() };
const FITTING = { ...CHOICE, checkpoints: z.array(z.string()) };
const Names = z.array(z.string());

export const ChoicesValue = z
  .strictObject({
    checkpoints: z.array(z.strictObject({ ...CHOICE, assetTypes: Names })),
    profiles: z.array(z.strictObject({ ...FITTING, versions: z.array(z.number()), presets: Names })),
    baselines: z.array(z.strictObject({ ...FITTING, profile: z.string().nullable() })),
    loras: z.array(z.strictObject({ ...FITTING, scope: z.string(), assetTypes: Names })),
    tags: z.array(z.strictObject(CHOICE)),
    entities: z.array(z.strictObject({ ...CHOICE, kind: z.string() })),
    specs: z.array(z.strictObject(CHOICE)),
    workflows: z.array(z.strictObject(CHOICE)),
    assetTypes: Names,
    presets: Names,
    entityKinds: Names,
  })
  .describe("Every name that a form can offer");

export const RecordShowValue = z.strictObject({
  kind: Kind,
  id: z.string(),
  file: z.string(),
  text: z.string(),
  base: Base,
  value: Value,
  problems: Problems,
  warnings: Warnings,
  schema: JsonSchemaValue,
  choices: ChoicesValue,
});

export const RecordStartValue = z.strictObject({ kind: Kind, schema: JsonSchemaValue, choices: ChoicesValue });

export const RecordCreatedValue = z.strictObject({ id: z.string(), file: z.string(), text: z.string(), base: Base });

export const RecordSavedValue = RecordCreatedValue.extend({
  before: z
    .strictObject({ text: z.string(), base: z.string() })
    .nullable()
    .describe("What undoes it; null for a profile, whose new version stands beside the old one"),
});

export const RecordRestoredValue = z.strictObject({
  id: z.string(),
  file: z.string(),
  text: z.string().nullable().describe("Null when it was removed"),
  base: Base.nullable(),
});

const SpecPreview = z.strictObject({
  plan: PlanValue,
  blockers: z.array(BlockerValue),
  before: PlanValue.nullable().describe("The plan from the files as they are"),
  differences: z.array(PlanDifferenceValue),
});

const AffectedSpec = z.strictObject({
  spec: z.string(),
  title: z.string(),
  status: Spec.shape.status.unwrap(),
  wasStale: z.boolean(),
  differences: z.array(PlanDifferenceValue).describe("What the change alone would change"),
  blockers: z.array(BlockerValue).describe("What would newly stand in its way"),
});

export const RecordPreviewValue = z.strictObject({
  text: z.string().describe("The file as it would be"),
  value: Value,
  problems: Problems,
  warnings: Warnings,
  spec: SpecPreview.nullable(),
  affected: z.array(AffectedSpec).describe("Ready specs that the change would make stale"),
});

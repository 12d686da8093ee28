import type { z } from "zod";
import { Checkpoint, Profile } from "../../src/core/assets/records/checkpoint.ts";
import { ContractFields } from "../../src/core/assets/records/contract.ts";
import { LoraUse, PromptText } from "../../src/core/assets/records/fields.ts";
import { Baseline, Lora } from "../../src/core/assets/records/lora.ts";
import { DEFAULT_RETRY, Project, RetryOverride } from "../../src/core/assets/records/project.ts";
import { SeedPolicy, Spec } from "../../src/core/assets/records/spec.ts";
import { Entity, TagCatalogue } from "../../src/core/assets/records/tag.ts";
import { suiteSchema } from "../../src/core/playtest/suite/suite-schema.ts";
import { BackendsFile } from "../../src/core/backends/backends-file.ts";
import { EnvConfig } from "../../src/core/env/config.ts";
import { action } from "../../src/core/playtest/scene/action.ts";
import { condition } from "../../src/core/playtest/scene/condition.ts";
import { sceneSchema } from "../../src/core/playtest/scene/scene.ts";
import { assertionSchema } from "../../src/core/trials/scenario/assertion-schema.ts";
import { scenarioSchema } from "../../src/core/trials/scenario/scenario-schema.ts";
import { scriptTurn } from "../../src/core/trials/scenario/script-schema.ts";
import { code, renderPage, renderTable, type Page } from "./markdown.ts";
import { listFields, type Field, type SharedShapes } from "./schema-fields.ts";

const RECORDS: readonly (readonly [title: string, introduction: string, schema: z.ZodType])[] = [
  ["Project", "`touchstone.yaml`: the project and its policies.", Project],
  ["Spec", "`specs/<id>.yaml`: what one asset must be.", Spec],
  ["Checkpoint", "`checkpoints/<id>.yaml`: a base model.", Checkpoint],
  [
    "Profile",
    "`profiles/<checkpoint>/<id>.v<N>.yaml`: a checkpoint's prompt dialect. A released version never changes.",
    Profile,
  ],
  ["Baseline", "`baselines/<id>.yaml`: a quality and cohesion package bound to one checkpoint.", Baseline],
  ["LoRA", "`loras/<id>.yaml`: a small model that adjusts a checkpoint.", Lora],
  ["Tags", "`tags.yaml`: the tag catalogue, the one home of tag policy.", TagCatalogue],
  ["Entity", "`entities/<id>.yaml`: a family of assets that must look like one thing.", Entity],
  [
    "Scene",
    "`story/<id>.scene.yaml`: a branching story. [Writing stories](../guides/writing-stories.md) shows one.",
    sceneSchema,
  ],
  [
    "Suite",
    "`suites/<name>.suite.yaml`: which plays of which stories there are. [Playtests](../guides/playtest.md) shows one.",
    suiteSchema,
  ],
  [
    "Scenario",
    "`scenarios/<name>.scenario.yaml`: what an agent is asked, and what it must do. [Writing scenarios](../guides/writing-scenarios.md) shows one.",
    scenarioSchema,
  ],
  [
    "Backends",
    "`.touchstone/backends.yaml`: the ComfyUI servers of this machine; git ignores it. `touchstone backend add` writes it.",
    BackendsFile,
  ],
  [
    "Environment",
    "`env/config.toml`: what a person decides about ComfyUI's governed environment; keys are snake_case here, and a key that is not listed is an error. `touchstone env init` writes it; [The environment](../guides/environment.md) says how it is used.",
    EnvConfig,
  ],
];

const SHARED: SharedShapes = {
  "Contract fields": ContractFields,
  "Seed policy": SeedPolicy,
  "Prompt text": PromptText,
  "LoRA use": LoraUse,
  "Retry settings": RetryOverride,
  "Scene condition": condition,
  "Scene action": action,
  "Scenario assertion": assertionSchema,
  "Script turn": scriptTurn,
};

/** `settings.md`: every field of every authored file. */
export function renderSettings(): Page {
  const records = RECORDS.map(
    ([title, introduction, schema]) => `## ${title}\n\n${introduction}\n\n${renderFields(schema, SHARED)}`,
  );
  const shared = Object.entries(SHARED).map(([title, schema]) => {
    const { [title]: _itself, ...others } = SHARED;
    return `## ${title}\n\n${renderFields(schema, others)}`;
  });
  return renderPage("settings.md", "Settings", [INTRODUCTION, ...records, ...shared]);
}

/** Defaults that code fills in after reading, because an override must be able to tell "not said" from a value. */
const LATE_DEFAULTS = new Map<string, unknown>(
  Object.entries(DEFAULT_RETRY).map(([key, value]) => [`policies.retry.${key}`, value]),
);

function renderFields(schema: z.ZodType, shared: SharedShapes): string {
  const rows = listFields(schema, shared).map((field) => [code(field.path), field.type, showDefault(field), field.description]);
  return renderTable(["field", "type", "default", "meaning"], rows);
}

function showDefault(field: Field): string {
  if (field.isRequired) return "required";
  const value = field.default ?? JSON.stringify(LATE_DEFAULTS.get(field.path));
  return value === undefined ? "" : code(value);
}

const INTRODUCTION = `Every field of the files a person writes. A field without a default may be left out and then says nothing.
Keys may also be spelt in snake_case. Editors complete and check them through the JSON Schemas in \`schemas/\`.`;

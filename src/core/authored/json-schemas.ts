import { z } from "zod";
import { suiteFileSchema } from "../playtest/suite/suite-schema.ts";
import { scenarioFileSchema } from "../trials/scenario/scenario-schema.ts";
import { BackendsFile } from "../backends/backends-file.ts";
import { MACHINE_FOLDER } from "./project-layout.ts";
import { RECORD_SCHEMAS } from "./record-kinds.ts";

/** Where a project keeps the schemas that its files name: machine-made, so in the folder that git ignores. */
export const PROJECT_SCHEMA_FOLDER = `${MACHINE_FOLDER}/schemas`;

/** One exported schema, e.g. `{ name: "spec.schema.json", text: "{…" }`. */
export interface SchemaFile {
  readonly name: string;
  readonly text: string;
}

/** Every kind of file that a person may write: the records, suites, scenarios, and what belongs to one machine. */
const FILE_SCHEMAS = {
  ...RECORD_SCHEMAS,
  suite: suiteFileSchema,
  scenario: scenarioFileSchema,
  backends: BackendsFile,
} as const;

/** A kind of file with a schema of its own. */
export type FileKind = keyof typeof FILE_SCHEMAS;

/** All of them, in the order in which their schemas are listed. */
export const FILE_KINDS = Object.keys(FILE_SCHEMAS) as readonly FileKind[];

/** What each kind of file is called in its schema. */
const TITLES: Record<FileKind, string> = {
  project: "Touchstone project",
  checkpoint: "Touchstone checkpoint",
  profile: "Touchstone checkpoint profile",
  baseline: "Touchstone baseline",
  lora: "Touchstone LoRA",
  tags: "Touchstone tag catalogue",
  entity: "Touchstone entity",
  spec: "Touchstone spec",
  workflow: "ComfyUI workflow in API format",
  bindings: "Touchstone workflow bindings",
  scene: "Touchstone scene",
  suite: "Touchstone suite of playtests",
  scenario: "Touchstone scenario of trials",
  backends: "Touchstone backends of one machine",
};

/**
 * The JSON Schema (draft 2020-12) of one kind of authored file, as a person may write it: defaults are optional.
 * It knows our spelling only, so that an editor offers that; files in the other accepted spellings still parse.
 */
export function jsonSchemaOf(kind: FileKind): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(FILE_SCHEMAS[kind], { io: "input", target: "draft-2020-12" });
  return { $schema, $id: schemaFileName(kind), title: TITLES[kind], ...schema };
}

/** All exported schemas in one order, as they lie in `schemas/` and in a project's `PROJECT_SCHEMA_FOLDER`. */
export function listSchemaFiles(): SchemaFile[] {
  return FILE_KINDS.map((kind) => ({ name: schemaFileName(kind), text: `${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n` }));
}

function schemaFileName(kind: FileKind): string {
  return `${kind}.schema.json`;
}

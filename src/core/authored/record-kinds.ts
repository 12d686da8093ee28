import type { z } from "zod";
import { Checkpoint, Profile } from "../assets/records/checkpoint.ts";
import { Baseline, Lora } from "../assets/records/lora.ts";
import { Project } from "../assets/records/project.ts";
import { Spec } from "../assets/records/spec.ts";
import { Entity, TagCatalogue } from "../assets/records/tag.ts";
import { sceneSchema } from "../playtest/scene/scene.ts";
import { WorkflowBindings, WorkflowGraph } from "../assets/records/workflow.ts";

/** Every kind of authored file with its schema. The names are those of `schemas/<kind>.schema.json`. */
export const RECORD_SCHEMAS = {
  project: Project,
  checkpoint: Checkpoint,
  profile: Profile,
  baseline: Baseline,
  lora: Lora,
  tags: TagCatalogue,
  entity: Entity,
  spec: Spec,
  workflow: WorkflowGraph,
  bindings: WorkflowBindings,
  scene: sceneSchema,
} as const satisfies Record<string, z.ZodType>;

export type RecordKind = keyof typeof RECORD_SCHEMAS;

/** Kinds of files in which the seeds' spellings are accepted. A scenario is no record: nothing is made from it. */
export type SpelledKind = RecordKind | "scenario";

const RECORD_KINDS = Object.keys(RECORD_SCHEMAS) as readonly RecordKind[];

/** The kind of record a schema describes; undefined for a schema that belongs to no authored file. */
export function findRecordKind(schema: z.ZodType): RecordKind | undefined {
  return RECORD_KINDS.find((kind) => (RECORD_SCHEMAS[kind] as z.ZodType) === schema);
}

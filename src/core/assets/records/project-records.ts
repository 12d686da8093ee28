import type { Checkpoint, Profile } from "./checkpoint.ts";
import type { Baseline, Lora } from "./lora.ts";
import type { Project } from "./project.ts";
import type { Spec } from "./spec.ts";
import type { Entity, Tag } from "./tag.ts";
import type { ApiGraph, WorkflowBindings } from "./workflow.ts";

/** A ComfyUI workflow as authored. */
export interface WorkflowRecord {
  readonly id: string;
  readonly graph: ApiGraph;
  readonly bindings: WorkflowBindings;
}

/** All authored records of a project, parsed and valid, by id. */
export interface ProjectRecords {
  readonly project: Project;
  readonly checkpoints: ReadonlyMap<string, Checkpoint>;
  /** Every version of every profile. */
  readonly profiles: readonly Profile[];
  readonly baselines: ReadonlyMap<string, Baseline>;
  readonly loras: ReadonlyMap<string, Lora>;
  readonly tags: ReadonlyMap<string, Tag>;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly specs: ReadonlyMap<string, Spec>;
  readonly workflows: ReadonlyMap<string, WorkflowRecord>;
}

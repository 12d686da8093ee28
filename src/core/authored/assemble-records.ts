import type { z } from "zod";
import type { Profile } from "../assets/records/checkpoint.ts";
import type { ProjectRecords, WorkflowRecord } from "../assets/records/project-records.ts";
import { byKey, compareCodeUnits } from "../canonical/order.ts";
import { recordsOf, type FileRecord } from "./file-record.ts";
import type { RECORD_SCHEMAS, RecordKind } from "./record-kinds.ts";

/** The records of a project by id; undefined when there is no valid `touchstone.yaml`. */
export function assembleRecords(valid: readonly FileRecord[]): ProjectRecords | undefined {
  const project = recordsOf(valid, "project")[0]?.value;
  if (project === undefined) return undefined;
  const valuesOf = <K extends RecordKind>(kind: K): z.infer<(typeof RECORD_SCHEMAS)[K]>[] =>
    recordsOf(valid, kind).map((record) => record.value);
  return {
    project,
    checkpoints: byId(valuesOf("checkpoint")),
    profiles: valuesOf("profile").toSorted(byIdAndVersion),
    baselines: byId(valuesOf("baseline")),
    loras: byId(valuesOf("lora")),
    tags: byId(valuesOf("tags").flatMap((catalogue) => catalogue.tags)),
    entities: byId(valuesOf("entity")),
    specs: byId(valuesOf("spec")),
    workflows: byId(assembleWorkflows(valid)),
  };
}

function byIdAndVersion(a: Profile, b: Profile): number {
  return compareCodeUnits(a.id, b.id) || compareCodeUnits(a.checkpointId, b.checkpointId) || a.version - b.version;
}

function assembleWorkflows(valid: readonly FileRecord[]): WorkflowRecord[] {
  const bindings = recordsOf(valid, "bindings");
  return recordsOf(valid, "workflow").flatMap(({ role, value }) => {
    const bound = bindings.find((each) => each.role.id === role.id);
    return bound === undefined || role.id === undefined ? [] : [{ id: role.id, graph: value, bindings: bound.value }];
  });
}

/** By id in code-unit order; of two records with one id the first stays, and the second is a problem already. */
function byId<T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const record of records.toSorted(byKey((each) => each.id))) if (!map.has(record.id)) map.set(record.id, record);
  return map;
}

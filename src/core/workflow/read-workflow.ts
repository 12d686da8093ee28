import type { WorkflowRecord } from "../assets/records/project-records.ts";
import { WorkflowBindings, WorkflowGraph, type ApiGraph } from "../assets/records/workflow.ts";

/** A workflow whose both files have the shape that this release reads. */
export interface ReadWorkflow {
  readonly graph: ApiGraph;
  readonly bindings: WorkflowBindings;
}

const known = new WeakMap<WorkflowRecord, ReadWorkflow | null>();

/**
 * Reads a workflow that may come from an old lock or old evidence, whose shape nobody has checked yet.
 *
 * @returns null when graph or bindings are in no shape that this release reads. Records are immutable, so each is read once.
 * Source: SPEC.md W10.
 */
export function readWorkflow(workflow: WorkflowRecord): ReadWorkflow | null {
  const found = known.get(workflow);
  if (found !== undefined) return found;
  const graph = WorkflowGraph.safeParse(workflow.graph);
  const bindings = WorkflowBindings.safeParse(workflow.bindings);
  const read = graph.success && bindings.success ? { graph: graph.data as ApiGraph, bindings: bindings.data } : null;
  known.set(workflow, read);
  return read;
}

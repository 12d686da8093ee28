import type { WorkflowRecord } from "../assets/records/project-records.ts";
import { titleOf } from "./api-links.ts";
import { findUnboundSeeds, seedWords } from "./find-unbound-seeds.ts";
import type { GraphProblem } from "./graph-problem.ts";
import type { NodeCatalogue } from "./node-catalogue.ts";
import { readWorkflow } from "./read-workflow.ts";
import { resolveBindings } from "./resolve-bindings.ts";

/**
 * The inputs that this server calls seeds and that no plan's seed reaches; those with a usual name block the plan already.
 *
 * Source: SPEC.md W7, W37.
 */
export function checkSeeds(workflow: WorkflowRecord, catalogue: NodeCatalogue): readonly GraphProblem[] {
  const read = readWorkflow(workflow);
  if (read === null) return [];
  const { graph } = read;
  const resolved = resolveBindings(read);
  const seeds = [...resolved.needed].flatMap((nodeId) => {
    const inputs = catalogue.get(graph[nodeId]?.class_type ?? "")?.inputs ?? [];
    const written = inputs.filter(({ name, isSeed }) => isSeed && Object.hasOwn(graph[nodeId]?.inputs ?? {}, name));
    return written.map(({ name }) => ({ nodeId, input: name }));
  });
  return findUnboundSeeds(read, resolved, seeds).map((seed) => ({
    ...seed,
    title: titleOf(graph, seed.nodeId),
    classType: graph[seed.nodeId]?.class_type ?? "",
    code: "seed_not_bound",
    message: seedWords(graph, seed),
    hint: "Bind `image.seed` to it in the workflow's bindings",
    modelFile: null,
  }));
}

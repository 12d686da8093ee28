import type { ApiGraph } from "../assets/records/workflow.ts";
import { checkGraph } from "../workflow/check-graph.ts";
import type { GraphProblem } from "../workflow/graph-problem.ts";
import type { BackendWarning } from "./backend-warning.ts";
import type { LookedAt } from "./looked-at.ts";
import { UPLOAD_FOLDER } from "./server-needs.ts";

/** What a server would refuse in a workflow besides what it lacks, e.g. a sampler that it does not offer; each thing once. */
export function findMisfits({ specs, probe }: LookedAt): readonly BackendWarning[] {
  const found = new Map<string, BackendWarning>();
  for (const { plan, graph } of specs) {
    for (const problem of checkGraph(graph, probe.catalogue)) {
      const { code, classType, message, hint } = problem;
      if (code === "missing_node" || code === "missing_model" || isUpload(graph, problem) || found.has(classType + message))
        continue;
      const who = `node \`${problem.nodeId}\` (\`${classType}\`) of spec \`${plan.spec}\``;
      found.set(classType + message, { code: "workflow_does_not_fit", message: `${who} would be refused: ${message}`, hint });
    }
  }
  return [...found.values()];
}

/** A reference is uploaded before it is used, so no server lists it yet. */
function isUpload(graph: ApiGraph, { code, nodeId, input }: GraphProblem): boolean {
  return code === "wrong_choice" && String(graph[nodeId]?.inputs[input ?? ""]).startsWith(UPLOAD_FOLDER);
}

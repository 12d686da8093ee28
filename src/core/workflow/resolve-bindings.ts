import { type ApiGraph, type BindingField, isLink, type WorkflowBindings } from "../assets/records/workflow.ts";
import { suggest } from "../authored/nearest.ts";
import { nodeWords, upstreamOf } from "./api-links.ts";
import type { ReadWorkflow } from "./read-workflow.ts";
import { resolveNode } from "./resolve-node.ts";
import type { WorkflowCode, WorkflowProblem } from "./workflow-problem.ts";

/** One input that a field of the plan goes into. */
export interface Target {
  readonly nodeId: string;
  readonly input: string;
  readonly field: BindingField;
}

/** What a bindings file means for its graph. */
export interface ResolvedBindings {
  readonly targets: readonly Target[];
  /** The node behind which LoRAs are put in; null when none can be. */
  readonly lorasAfter: string | null;
  /** Null when there is no such node, or it saves nothing. */
  readonly outputNode: string | null;
  /** The nodes that the output is made from; all others are left out of what is submitted. */
  readonly needed: ReadonlySet<string>;
  readonly problems: readonly WorkflowProblem[];
}

/** The input of a saving node that Touchstone fills in by itself. */
export const PREFIX_INPUT = "filename_prefix";

/** Finds the nodes and inputs that a bindings file names, with everything that cannot be meant. Source: SPEC.md W2-W6. */
export function resolveBindings({ graph, bindings }: ReadWorkflow): ResolvedBindings {
  const output = resolveOutput(graph, bindings);
  const needed = output.id === null ? new Set(Object.keys(graph)) : upstreamOf(graph, output.id);
  const known = { graph, needed, outputNode: output.id };
  const resolved = bindings.bindings.map((binding) => resolveTarget(known, binding));
  const targets = resolved.flatMap((each) => ("field" in each ? [each] : []));
  const loras = resolveLoras(known, bindings);
  const unresolved = resolved.flatMap((each) => ("field" in each ? [] : [each]));
  return {
    targets,
    lorasAfter: loras.id,
    outputNode: output.id,
    needed,
    problems: [...unresolved, ...findDoubles(graph, targets), ...output.problems, ...loras.problems],
  };
}

interface Found {
  readonly id: string | null;
  readonly problems: readonly WorkflowProblem[];
}

const refused = (code: WorkflowCode, detail: string): Found => ({ id: null, problems: [{ code, detail }] });

function resolveOutput(graph: ApiGraph, { output }: WorkflowBindings): Found {
  const found = resolveNode(graph, output);
  if (found.id === null) return refused("invalid_output_node", `\`output\`: ${found.why}`);
  if (typeof graph[found.id]?.inputs[PREFIX_INPUT] === "string") return { id: found.id, problems: [] };
  const detail = `\`output\`: ${nodeWords(graph, found.id)} has no \`${PREFIX_INPUT}\` to fill in, as nodes that save images have`;
  return refused("invalid_output_node", detail);
}

interface Known {
  readonly graph: ApiGraph;
  readonly needed: ReadonlySet<string>;
  readonly outputNode: string | null;
}

function resolveLoras({ graph, needed }: Known, { loras }: WorkflowBindings): Found {
  if (loras === undefined) return { id: null, problems: [] };
  const { after } = loras;
  const found = resolveNode(graph, Object.hasOwn(graph, after) ? { node: after } : { title: after });
  if (found.id === null) return refused("missing_lora_place", `\`loras\`: \`${after}\` is the id of no node, and ${found.why}`);
  const { id } = found;
  const isUsed = [...needed].some((each) =>
    Object.values(graph[each]?.inputs ?? {}).some((value) => isLink(value) && value[0] === id && value[1] === 0),
  );
  if (isUsed) return { id, problems: [] };
  const detail = `\`loras\`: nothing that the output is made from uses slot 0 (MODEL) of ${nodeWords(graph, id)}`;
  return refused("missing_lora_place", detail);
}

function resolveTarget(known: Known, binding: WorkflowBindings["bindings"][number]): Target | WorkflowProblem {
  const { graph, needed } = known;
  const { field, input } = binding;
  const refuse = (why: string): WorkflowProblem => ({ code: "invalid_binding", detail: `\`${field}\`: ${why}` });
  const found = resolveNode(graph, binding);
  if (found.id === null) return refuse(found.why);
  const words = nodeWords(graph, found.id);
  const inputs = graph[found.id]?.inputs ?? {};
  if (!Object.hasOwn(inputs, input)) return refuse(`${words} has no input \`${input}\`${suggest(input, Object.keys(inputs))}`);
  const value = inputs[input];
  if (isLink(value)) return refuse(`input \`${input}\` of ${words} is fed by ${nodeWords(graph, value[0])}; bind that node`);
  if (found.id === known.outputNode && input === PREFIX_INPUT)
    return refuse(`\`${PREFIX_INPUT}\` of the output is filled in by itself`);
  if (!needed.has(found.id)) return refuse(`the output is not made from ${words}`);
  return { nodeId: found.id, input, field };
}

function findDoubles(graph: ApiGraph, targets: readonly Target[]): readonly WorkflowProblem[] {
  const first = new Map<string, Target>();
  return targets.flatMap((target) => {
    const key = JSON.stringify([target.nodeId, target.input]);
    const before = first.get(key);
    if (before === undefined) first.set(key, target);
    if (before === undefined) return [];
    const detail = `\`${target.field}\`: input \`${target.input}\` of ${nodeWords(graph, target.nodeId)} gets \`${before.field}\` already`;
    return [{ code: "invalid_binding" as const, detail }];
  });
}

import type { WorkflowRecord } from "../assets/records/project-records.ts";
import { assert } from "../assert.ts";
import { TouchstoneError } from "../errors.ts";
import { injectLoras, loraNodeId } from "./inject-loras.ts";
import { readWorkflow } from "./read-workflow.ts";
import { PREFIX_INPUT, resolveBindings, type ResolvedBindings } from "./resolve-bindings.ts";
import type { Slot, Template } from "./template.ts";

/**
 * Makes a workflow ready to be filled: bindings resolved, LoRA nodes put in, what the output does not need left out.
 *
 * @param loraCount  LoRAs of a weight other than zero: `templateValues(…).loras.length`.
 * @throws TouchstoneError WORKFLOW_REFUSED for a workflow with problems. A plan that names it is blocked by
 *         `findWorkflowProblems`, so only work that an older release planned meets this.
 * Source: SPEC.md W20-W22.
 */
export function compileTemplate(workflow: WorkflowRecord, { loraCount }: { readonly loraCount: number }): Template {
  const read = readWorkflow(workflow);
  if (read === null) throw refused(workflow, ["it is of no known format"]);
  const resolved = resolveBindings(read);
  if (resolved.problems.length > 0)
    throw refused(
      workflow,
      resolved.problems.map(({ detail }) => detail),
    );
  if (loraCount > 0 && resolved.lorasAfter === null) throw refused(workflow, ["it has no place for LoRAs"]);
  assert(resolved.outputNode !== null, "bindings without a problem name an output");
  const { outputNode, needed, lorasAfter } = resolved;
  const pruned = Object.fromEntries(Object.entries(read.graph).filter(([id]) => needed.has(id)));
  return {
    graph: lorasAfter === null ? pruned : injectLoras(pruned, lorasAfter, loraCount),
    slots: collectSlots(resolved, outputNode, loraCount),
    outputNode,
    loraCount,
  };
}

function refused({ id }: WorkflowRecord, reasons: readonly string[]): TouchstoneError {
  const message = `workflow \`${id}\` cannot be used: ${reasons.join("; ")}`;
  return new TouchstoneError("WORKFLOW_REFUSED", message, {
    hint: "Correct the workflow, and run `touchstone spec rebind` on its specs",
  });
}

function collectSlots({ targets }: ResolvedBindings, outputNode: string, loraCount: number): Template["slots"] {
  const slots = new Map<string, Slot[]>();
  const add = (nodeId: string, slot: Slot): void => void slots.set(nodeId, [...(slots.get(nodeId) ?? []), slot]);
  for (const { nodeId, input, field } of targets) add(nodeId, { input, from: { kind: "field", field } });
  add(outputNode, { input: PREFIX_INPUT, from: { kind: "filenamePrefix" } });
  for (let index = 0; index < loraCount; index += 1) {
    add(loraNodeId(index), { input: "lora_name", from: { kind: "loraFile", index } });
    add(loraNodeId(index), { input: "strength_model", from: { kind: "loraWeight", index } });
    add(loraNodeId(index), { input: "strength_clip", from: { kind: "loraWeight", index } });
  }
  return slots;
}

import type { ApiGraph, ApiNode } from "../assets/records/workflow.ts";
import type { Slot, Template, TemplateValues } from "./template.ts";

/**
 * The graph of one image: a function of template and values alone.
 *
 * Nodes that no value touches are the template's own, shared and never changed; so filling takes microseconds.
 * @throws TypeError when a value is missing that the template asks for, or the number of LoRAs is another.
 * Source: SPEC.md W23.
 */
export function fillTemplate(template: Template, values: TemplateValues): ApiGraph {
  if (values.loras.length !== template.loraCount) {
    throw new TypeError(`fillTemplate: ${values.loras.length} LoRAs for a template of ${template.loraCount}`);
  }
  const filled: Record<string, ApiNode> = { ...template.graph };
  for (const [id, slots] of template.slots) {
    const node = template.graph[id];
    if (node === undefined) throw new TypeError(`fillTemplate: no node ${id}`);
    const inputs: Record<string, unknown> = { ...node.inputs };
    for (const slot of slots) inputs[slot.input] = valueOf(slot, values);
    filled[id] = { ...node, inputs };
  }
  return filled;
}

function valueOf({ from }: Slot, values: TemplateValues): string | number {
  const value = readValue(from, values);
  if (value === undefined) throw new TypeError(`fillTemplate: no value for ${JSON.stringify(from)}`);
  return value;
}

function readValue(from: Slot["from"], values: TemplateValues): string | number | undefined {
  switch (from.kind) {
    case "field":
      return values.fields[from.field];
    case "filenamePrefix":
      return values.filenamePrefix;
    case "loraFile":
      return values.loras[from.index]?.file;
    case "loraWeight":
      return values.loras[from.index]?.weight;
  }
}

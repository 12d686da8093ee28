import { type ApiGraph, type ApiNode, isLink, type Link, LORA_NODE_PREFIX } from "../assets/records/workflow.ts";

/** Id of the node of one LoRA of the stack, counted from 0. */
export function loraNodeId(index: number): string {
  return `${LORA_NODE_PREFIX}${index}`;
}

/**
 * Puts a chain of LoRA nodes between a node that gives MODEL and CLIP and all that uses them, in stack order.
 *
 * Names and weights are left for each image to fill in. Source: seed plan 3.3 (resolution order); SPEC.md W20.
 */
export function injectLoras(graph: ApiGraph, after: string, count: number): ApiGraph {
  if (count === 0) return graph;
  const last = loraNodeId(count - 1);
  const rewire = (value: unknown): unknown =>
    isLink(value) && value[0] === after && value[1] <= CLIP_SLOT ? ([last, value[1]] satisfies Link) : value;
  const rewired = Object.entries(graph).map(([id, node]): [string, ApiNode] => [
    id,
    { ...node, inputs: Object.fromEntries(Object.entries(node.inputs).map(([name, value]) => [name, rewire(value)])) },
  ]);
  const chain = Array.from({ length: count }, (_, index): [string, ApiNode] => {
    const source = index === 0 ? after : loraNodeId(index - 1);
    const inputs = { model: [source, MODEL_SLOT], clip: [source, CLIP_SLOT], lora_name: "", strength_model: 0, strength_clip: 0 };
    return [loraNodeId(index), { class_type: "LoraLoader", inputs }];
  });
  return Object.fromEntries([...rewired, ...chain]);
}

const MODEL_SLOT = 0;
const CLIP_SLOT = 1;

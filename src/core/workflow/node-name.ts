import type { ApiGraph } from "../assets/records/workflow.ts";
import { titleOf } from "./api-links.ts";

/** What people call a node: its title, else its class; null for one that the workflow's file does not have, e.g. an added LoRA. */
export function nodeName(graph: ApiGraph, nodeId: string | null): string | null {
  if (nodeId === null) return null;
  return titleOf(graph, nodeId) ?? graph[nodeId]?.class_type ?? null;
}

import type { NodeCatalogue } from "../workflow/node-catalogue.ts";
import type { ServerFacts, ServerModels } from "./server-facts.ts";

/** What one look at a ComfyUI server found. */
export interface ServerProbe {
  readonly facts: ServerFacts;
  readonly catalogue: NodeCatalogue;
  readonly models: ServerModels;
  readonly queue: { readonly running: number; readonly pending: number };
  /** Whether it has `/api/jobs`; older servers are asked by `/history` and `/queue`. */
  readonly hasJobs: boolean;
}

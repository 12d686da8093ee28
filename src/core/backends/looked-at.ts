import type { ServerProbe } from "../comfyui/server-probe.ts";
import type { WorkflowSpec } from "./server-needs.ts";

/** A ComfyUI server that answered, and what a project asks of it. */
export interface LookedAt {
  /** As `judgeAddress` writes it. */
  readonly url: string;
  readonly probe: ServerProbe;
  /** The project's specs with a workflow that it could be given. */
  readonly specs: readonly WorkflowSpec[];
  /** Whether its model files can be checked on this machine. */
  readonly hasModelsDir: boolean;
}

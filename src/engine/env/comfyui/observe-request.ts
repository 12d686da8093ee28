import type { EnvConfig } from "../../../core/env/config.ts";
import type { ObservedClasses } from "../../../core/env/observation/observed-classes.ts";
import type { Studio } from "../../studio.ts";

/** Which generation is observed, and how. */
export interface ObserveRequest {
  readonly number: number;
  /** Absolute. */
  readonly comfyuiDir: string;
  /** How long it may take until it answers, in seconds. */
  readonly seconds: number;
  /** What the base was seen to have (`readClasses`); null: not known, so that nothing is compared. */
  readonly baseClasses: ObservedClasses | null;
  /** The node pack that the transaction is about; its failing to import always counts. */
  readonly nodeId: string | null;
  /** Log files, absolute. */
  readonly logs: { readonly stdout: string; readonly stderr: string };
  readonly config: EnvConfig;
  readonly signal?: AbortSignal | undefined;
  /** Hears each line that ComfyUI prints. */
  readonly onLine?: (line: string) => void;
}

/** What observing needs of the studio. */
export type Observer = Pick<Studio, "projectDir" | "machine" | "elapsedMs">;

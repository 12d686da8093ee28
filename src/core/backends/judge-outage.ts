import type { FailureCode } from "../errors.ts";

/** One backend that could make a render, as far as it bears on whether the render can begin. */
export interface Candidate {
  readonly id: string;
  /** `unknown` while it is asked for the first time. */
  readonly health: "up" | "down" | "unknown";
  /** Whether it ever answered in this process, or was at work when an earlier one ended. */
  readonly wasUp: boolean;
  /** How long it has been down, ms; 0 unless it is. */
  readonly downForMs: number;
  /** Why it is down; null unless it is. */
  readonly detail: string | null;
}

/** What is to become of a render: it can begin, waits for a backend, or fails because there is none. */
export type Outage =
  | { readonly kind: "none" }
  | { readonly kind: "wait" }
  | { readonly kind: "fail"; readonly code: FailureCode; readonly message: string; readonly hint: string };

/**
 * How long work waits for a server that answered before, ms. Guess: an update of a ComfyUI with many custom nodes takes less
 * than ten minutes; after that an attempt fails, and policy decides about the next one.
 */
export const PATIENCE_MS = 600_000;

/**
 * Decides what becomes of a render that no backend takes now.
 *
 * A server that never answered is given up at once: its address is more likely wrong than its server slow.
 * @param candidates  The enabled backends that may make it.
 * Source: SPEC.md BK20-BK23.
 */
export function judgeOutage(candidates: readonly Candidate[]): Outage {
  if (candidates.some(({ health }) => health === "up")) return { kind: "none" };
  if (candidates.some(({ health }) => health === "unknown")) return { kind: "wait" };
  if (candidates.some(({ wasUp, downForMs }) => wasUp && downForMs < PATIENCE_MS)) return { kind: "wait" };
  if (candidates.length === 0) {
    return {
      kind: "fail",
      code: "RENDERER_MISSING",
      message: "no ComfyUI server may make this: none is configured, enabled and given its checkpoint",
      hint: "Add one with `touchstone backend add URL`, or remove `workflow` from the spec to use the built-in renderer",
    };
  }
  const said = candidates.map(({ id, detail }) => `\`${id}\`: ${detail ?? "down"}`).join("; ");
  return {
    kind: "fail",
    code: "BACKEND_UNREACHABLE",
    message: `no backend answers: ${said}`,
    hint: "Look at them with `touchstone backend list`",
  };
}

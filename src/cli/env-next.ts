import type { EnvStatus } from "../core/env/status/status.ts";
import { type NextDeed, nextDeed } from "../core/env/view/next-deed.ts";

/** What a person would most likely do next: a command line, and why. */
export interface NextStep {
  readonly command: string;
  readonly why: string;
}

/** The next step of an environment; null where nothing waits. */
export function nextStep(status: EnvStatus): NextStep | null {
  if (!status.isInitialized && status.problems.length === 0)
    return { command: "touchstone env init --comfyui-dir DIR", why: "takes a ComfyUI folder over, and leaves it as it is" };
  if (status.problems.length > 0) return { command: "touchstone env doctor", why: "something is wrong" };
  return stepOf(nextDeed(status), status);
}

function stepOf(deed: NextDeed, { process }: EnvStatus): NextStep | null {
  switch (deed.kind) {
    case "run":
      return { command: `touchstone env tx run ${deed.nodeId}`, why: `${deed.nodeId} waits for a candidate` };
    case "resolve":
      return { command: `touchstone env resolve ${deed.tx.txid}`, why: `${deed.tx.nodeId} cannot be resolved as it is` };
    case "look":
      return { command: `touchstone env tx inspect ${deed.tx.txid}`, why: lookWhy(deed.tx) };
    case "promote":
      return promoteStep(deed.tx);
    case "restart":
      return {
        command: "touchstone env stop && touchstone env run --detach",
        why: `ComfyUI still runs generation ${process.generation ?? "—"}`,
      };
    case "follow":
    case "add":
      return null;
  }
}

function lookWhy({ nodeId, generation }: EnvStatus["transactions"][number]): string {
  return generation === null ? `${nodeId} got no candidate` : `the candidate with ${nodeId} failed`;
}

function promoteStep({ txid, nodeId, coreImpact }: EnvStatus["transactions"][number]): NextStep {
  const command = `touchstone env tx promote ${txid}`;
  if (coreImpact.length === 0) return { command, why: `the candidate with ${nodeId} behaved` };
  return { command: `${command} --approve-core --reason "…"`, why: `it behaved, and changes core: ${coreImpact.join(", ")}` };
}

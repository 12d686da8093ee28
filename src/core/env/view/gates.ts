import type { EnvStatus } from "../status/status.ts";
import type { Tx } from "../tx/tx.ts";
import { observationMarkOf } from "./tx-marks.ts";

/** What a person said to the gates of a promote. */
export interface GateWords {
  readonly approveCore: boolean;
  readonly reason: string;
  readonly allowFailedRun: boolean;
}

/** One thing that stands before a promote. */
export interface Gate {
  readonly id: "candidate" | "behaved" | "base" | "core";
  /** `closed`: nothing here opens it; `asks`: a person's word would. */
  readonly state: "open" | "asks" | "closed";
  /** What was found, in one sentence. */
  readonly text: string;
}

type GateFacts = Pick<Tx, "status" | "generation" | "base" | "observation" | "coreImpact" | "failure">;

/** What stands before promoting a transaction, in the order in which it is checked. Source: SPEC.md EV4. */
export function promotionGates(tx: GateFacts, { current }: Pick<EnvStatus, "current">, said: GateWords): readonly Gate[] {
  return [candidateGate(tx), behavedGate(tx, said), baseGate(tx, current?.number ?? null), coreGate(tx, said)];
}

/** Whether nothing stands before it any more. */
export function areOpen(gates: readonly Gate[]): boolean {
  return gates.every(({ state }) => state === "open");
}

function candidateGate({ generation, status }: GateFacts): Gate {
  if (status === "needs_resolution")
    return gate("candidate", "closed", "No candidate: needs contradict each other. Resolve it first.");
  return generation === null
    ? gate("candidate", "closed", "No candidate was built. Run the transaction again.")
    : gate("candidate", "open", `Candidate: generation ${generation}.`);
}

function behavedGate({ status, observation, failure }: GateFacts, { allowFailedRun }: GateWords): Gate {
  const words = observationMarkOf(observation).word;
  if (status !== "failed") return gate("behaved", "open", `Its ComfyUI ${words}.`);
  const why = observation === "not_run" ? (failure?.message ?? "it was not tried") : `its ComfyUI ${words}`;
  return gate("behaved", allowFailedRun ? "open" : "asks", `The run failed: ${why}.`);
}

function baseGate({ base }: GateFacts, current: number | null): Gate {
  return base === current
    ? gate("base", "open", `Production is still generation ${base}, which it was built from.`)
    : gate(
        "base",
        "closed",
        `Production moved on from generation ${base} to ${current ?? "nothing"}. Run the transaction again.`,
      );
}

function coreGate({ coreImpact }: GateFacts, { approveCore, reason }: GateWords): Gate {
  if (coreImpact.length === 0) return gate("core", "open", "No core package moves, and nothing new starts by itself.");
  return gate(
    "core",
    approveCore && reason.trim() !== "" ? "open" : "asks",
    `It ${impactWords(coreImpact)}: promoting takes your word and a reason.`,
  );
}

/** E.g. "moves `torch`, and changes what runs by itself: `evil.pth`". */
function impactWords(impact: GateFacts["coreImpact"]): string {
  const named = (some: GateFacts["coreImpact"]): string => some.map(({ name }) => `\`${name}\``).join(", ");
  const [moved, hooks] = [impact.filter((one) => !isHook(one)), impact.filter(isHook)];
  const parts = [
    ...(moved.length === 0 ? [] : [`moves ${named(moved)}`]),
    ...(hooks.length === 0 ? [] : [`changes what runs by itself, ${named(hooks)}`]),
  ];
  return parts.join(", and ");
}

/** Whether it is a startup hook, whose versions are digests. */
export function isHook({ before, after }: GateFacts["coreImpact"][number]): boolean {
  return (after ?? before ?? "").startsWith("sha256:");
}

function gate(id: Gate["id"], state: Gate["state"], text: string): Gate {
  return { id, state, text };
}

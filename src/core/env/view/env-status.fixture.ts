import type { EnvStatus } from "../status/status.ts";
import type { Tx } from "../tx/tx.ts";
import type { GenerationRow } from "./timeline.ts";

/** A record id that ends in these digits. */
export function sampleId(end: number): string {
  return `019b2f4e-7c10-7000-8000-${String(end).padStart(12, "0")}`;
}

const digestOf = (digit: number): string => `sha256:${String(digit % 10).repeat(64)}`;

/** A generation that was made a minute after the one before. */
export function generationRow(number: number, parts: Partial<GenerationRow> = {}): GenerationRow {
  return {
    number,
    isCurrent: false,
    isKept: true,
    createdAtMs: 1_763_640_000_000 + number * 60_000,
    base: number === 1 ? null : number - 1,
    txid: null,
    reason: number === 1 ? "init" : `add pack-${number}`,
    envId: digestOf(number),
    packages: 40 + number,
    nodes: [],
    versions: [],
    versionCount: 0,
    ...parts,
  };
}

type TxRow = EnvStatus["transactions"][number];

/** A transaction that is ready to be promoted from generation 2. */
export function txRow(end: number, parts: Partial<TxRow> = {}): TxRow {
  return {
    txid: sampleId(end),
    nodeId: "glow",
    action: "add",
    status: "completed",
    observation: "timed_out_healthy",
    base: 2,
    generation: 3,
    startedAtMs: 1_763_640_000_000,
    coreImpact: [],
    failure: null,
    ...parts,
  };
}

/** An environment with two generations, the second of which is production, and nothing that waits. */
export function envStatus(parts: Partial<EnvStatus> = {}): EnvStatus {
  const current = generationRow(2, { isCurrent: true });
  return {
    format: "touchstone.env-status/1",
    isInitialized: true,
    comfyuiDir: "/opt/ComfyUI",
    current,
    python: { version: "3.11.7", platform: "linux-x86_64" },
    nodes: [],
    staged: [],
    generations: [current, generationRow(1)],
    transactions: [],
    snapshots: 1,
    problems: [],
    holder: null,
    process: { state: "stopped", url: null, pid: null, generation: null, isCurrent: false, restarts: 0 },
    ...parts,
  };
}

/** A node pack that waits for its transaction. */
export function stagedNode(id = "glow"): EnvStatus["staged"][number] {
  const url = `https://example.org/packs/${id}.git`;
  const facts = { action: "add", ref: null, commit: "3f2a1b0c".padEnd(40, "0"), treeHash: digestOf(7), stagedAtMs: 1 } as const;
  return { format: "touchstone.staged-node/1", id, url, ...facts };
}

/** What gates read of a transaction that may be promoted from generation 2. */
export function gateFacts(
  parts: Partial<Tx> = {},
): Pick<Tx, "status" | "generation" | "base" | "observation" | "coreImpact" | "failure"> {
  const facts = { status: "completed", generation: 3, base: 2, observation: "timed_out_healthy", coreImpact: [] } as const;
  return { ...facts, coreImpact: [], failure: null, ...parts };
}

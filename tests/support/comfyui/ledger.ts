import { appendFileSync } from "node:fs";

/** A prompt that was accepted, as the client sent it. */
export interface AcceptedPrompt {
  readonly promptId: string;
  readonly clientId: string | null;
  /** As JSON.parse reads it: before the server converted anything. */
  readonly graph: unknown;
  readonly extraData: unknown;
  /** The whole request as it came: `JSON.parse` puts keys that look like numbers in another order. */
  readonly body: string;
  /** By the fake's clock. */
  readonly atMs: number;
}

/** A prompt that ran, for as far as it got. */
export interface Execution {
  readonly promptId: string;
  readonly graph: unknown;
  readonly startedMs: number;
  readonly endedMs: number;
  /** Nodes whose result came from the cache. */
  readonly cached: readonly string[];
  /** `lost`: the process ended, or its worker died. */
  readonly outcome: "success" | "error" | "interrupted" | "lost";
  /** Files it wrote, e.g. `output/touchstone/a_00001_.png`. */
  readonly written: readonly string[];
  readonly checkpoint: string | null;
}

/** What a test may count afterwards; it outlives restarts. */
export interface Ledger {
  readonly accepted: readonly AcceptedPrompt[];
  readonly executions: readonly Execution[];
  /** By route, e.g. `POST /prompt`. */
  readonly requests: Record<string, number>;
  accept(prompt: AcceptedPrompt): void;
  record(execution: Execution): void;
}

/** Files that get one JSON line for each of what they name, for counts over several processes. */
interface LedgerFiles {
  readonly logFile?: string;
  readonly acceptedFile?: string;
}

export function openLedger({ logFile, acceptedFile }: LedgerFiles): Ledger {
  const accepted: AcceptedPrompt[] = [];
  const executions: Execution[] = [];
  return {
    accepted,
    executions,
    requests: {},
    accept: (prompt) => {
      accepted.push(prompt);
      if (acceptedFile !== undefined) appendFileSync(acceptedFile, `${JSON.stringify(prompt)}\n`);
    },
    record: (execution) => {
      executions.push(execution);
      if (logFile !== undefined) appendFileSync(logFile, `${JSON.stringify(execution)}\n`);
    },
  };
}

import type { CauseKind, PlaytestCause } from "./cause-kinds.ts";

/** A cause while further differences are still attributed to it. */
export type OpenCause = { -readonly [Field in keyof PlaytestCause]: PlaytestCause[Field] };

/** What is said of a cause when it is found. `at` names it for its key: nodes, choices and variables, never steps. */
export interface CauseReport {
  readonly kind: CauseKind;
  readonly step: number | null;
  readonly message: string;
  readonly at: readonly string[];
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly detail?: string;
}

/** The causes found so far. */
export interface Ledger {
  /** In the order in which they were found. */
  readonly causes: readonly OpenCause[];
  /**
   * Notes a difference that nothing found earlier explains. Where the same cause is known already (a hub's new text, met
   * again), or one that explains everything, it is counted there.
   */
  report(report: CauseReport): OpenCause;
  /** Counts a difference as a consequence. */
  fold(cause: OpenCause): OpenCause;
  /** From here on, everything is a consequence of this cause. */
  coverAll(cause: OpenCause): void;
}

/** Opens an empty ledger. */
export function openLedger(): Ledger {
  const causes: OpenCause[] = [];
  const byKey = new Map<string, OpenCause>();
  let cover: OpenCause | null = null;
  const fold = (cause: OpenCause): OpenCause => {
    cause.folded += 1;
    return cause;
  };
  const report = (found: CauseReport): OpenCause => {
    const key = causeKey(found.kind, found.at);
    const known = cover ?? byKey.get(key);
    if (known !== undefined) return fold(known);
    const cause = toCause(found, key);
    byKey.set(key, cause);
    causes.push(cause);
    return cause;
  };
  const coverAll = (cause: OpenCause): void => {
    cover ??= cause;
  };
  return { causes, report, fold, coverAll };
}

/** A key that reads well in lists, e.g. `choice_added quay board`. */
export function causeKey(kind: CauseKind, at: readonly string[]): string {
  return [kind, ...at].join(" ");
}

function toCause({ kind, step, message, expected, actual, detail }: CauseReport, key: string): OpenCause {
  return { kind, step, message, folded: 0, key, expected: expected ?? null, actual: actual ?? null, detail: detail ?? null };
}

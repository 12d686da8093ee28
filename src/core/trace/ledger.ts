import type { Cause } from "./cause.ts";

/** A cause while further differences are still attributed to it. */
export type OpenCause<Kind extends string> = { -readonly [Field in keyof Cause<Kind>]: Cause<Kind>[Field] };

/** What is said of a cause when it is found. `at` names it for its key: things that have names, never steps. */
export interface CauseReport<Kind extends string> {
  readonly kind: Kind;
  readonly step: number | null;
  readonly message: string;
  readonly at: readonly string[];
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly detail?: string;
}

/** The causes found so far. */
export interface Ledger<Kind extends string> {
  /** In the order in which they were found. */
  readonly causes: readonly OpenCause<Kind>[];
  /**
   * Notes a difference that nothing found earlier explains. Where the same cause is known already (a hub's new text, met
   * again), or one that explains everything, it is counted there.
   */
  report(report: CauseReport<Kind>): OpenCause<Kind>;
  /** Counts a difference as a consequence. */
  fold(cause: OpenCause<Kind>): OpenCause<Kind>;
  /** From here on, everything is a consequence of this cause. */
  coverAll(cause: OpenCause<Kind>): void;
}

/** Opens an empty ledger. */
export function openLedger<Kind extends string>(): Ledger<Kind> {
  const causes: OpenCause<Kind>[] = [];
  const byKey = new Map<string, OpenCause<Kind>>();
  let cover: OpenCause<Kind> | null = null;
  const fold = (cause: OpenCause<Kind>): OpenCause<Kind> => {
    cause.folded += 1;
    return cause;
  };
  const report = (found: CauseReport<Kind>): OpenCause<Kind> => {
    const key = causeKey(found.kind, found.at);
    const known = cover ?? byKey.get(key);
    if (known !== undefined) return fold(known);
    const cause = toCause(found, key);
    byKey.set(key, cause);
    causes.push(cause);
    return cause;
  };
  const coverAll = (cause: OpenCause<Kind>): void => {
    cover ??= cause;
  };
  return { causes, report, fold, coverAll };
}

/** A key that reads well in lists, e.g. `choice_added quay board`. */
export function causeKey(kind: string, at: readonly string[]): string {
  return [kind, ...at].join(" ");
}

function toCause<Kind extends string>(
  { kind, step, message, expected, actual, detail }: CauseReport<Kind>,
  key: string,
): OpenCause<Kind> {
  return { kind, step, message, folded: 0, key, expected: expected ?? null, actual: actual ?? null, detail: detail ?? null };
}

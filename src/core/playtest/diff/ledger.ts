import type * as trace from "../../trace/ledger.ts";
import type { CauseKind } from "./cause-kinds.ts";

/** A cause of a playtest's difference while further differences are still attributed to it. */
export type OpenCause = trace.OpenCause<CauseKind>;

/** The causes found so far in two playtests. */
export type Ledger = trace.Ledger<CauseKind>;

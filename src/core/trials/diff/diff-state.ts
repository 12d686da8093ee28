import type { Ledger, OpenCause } from "../../trace/ledger.ts";
import type { AlignedPair } from "../../trace/cause.ts";
import type { TrialCauseKind } from "./cause-kinds.ts";
import type { TrialView } from "./trial-view.ts";

export type OpenTrialCause = OpenCause<TrialCauseKind>;

/** What is known while two trials are walked side by side, and what explains where they differ by now. */
export interface TrialDiffState {
  readonly expected: TrialView;
  readonly actual: TrialView;
  readonly ledger: Ledger<TrialCauseKind>;
  /** Why the conversations differ from here on; null while nothing does. */
  path: OpenTrialCause | null;
  /** Why they are judged otherwise, where the scenario says so. */
  judging: OpenTrialCause | null;
  firstDivergence: AlignedPair | null;
}

import { envTxAbortVerb } from "../tx/abort-tx.ts";
import { envInitVerb } from "../init/init-env.ts";
import { envSnapshotListVerb } from "../move/inspect-snapshots.ts";
import { envTxInspectVerb } from "../tx/inspect-tx.ts";
import { envPromoteVerb } from "../move/promote.ts";
import { envNodeRemoveVerb } from "../move/remove-node.ts";
import { envResolveVerb } from "../tx/resolve-tx.ts";
import { envRollbackVerb } from "../move/rollback.ts";
import { envTxRunVerb } from "../tx/run-tx.ts";
import { envNodeAddVerb } from "../tx/stage-node.ts";
import { envStatusVerb } from "../status-env.ts";

/** The verbs that the matrix goes through: the same as every edge. A test of the matrix puts broken ones in their place. */
export const ACCEPTANCE_VERBS = {
  init: envInitVerb,
  add: envNodeAddVerb,
  run: envTxRunVerb,
  inspect: envTxInspectVerb,
  abort: envTxAbortVerb,
  promote: envPromoteVerb,
  resolve: envResolveVerb,
  remove: envNodeRemoveVerb,
  rollback: envRollbackVerb,
  snapshots: envSnapshotListVerb,
  status: envStatusVerb,
};
export type AcceptanceVerbs = typeof ACCEPTANCE_VERBS;

import type { FreeCommand } from "./command.ts";
import { envExportCommand, envImportCommand } from "./commands/env-bundle.ts";
import { envDoctorCommand } from "./commands/env-doctor.ts";
import { envInitCommand } from "./commands/env-init.ts";
import { envNodeAddCommand, envNodeRemoveCommand, envNodeUpdateCommand } from "./commands/env-node.ts";
import { envPlanCommand } from "./commands/env-plan.ts";
import { envResolveCommand } from "./commands/env-resolve.ts";
import { envRollbackCommand } from "./commands/env-rollback.ts";
import { envRecoverCommand, envSnapshotInspectCommand, envSnapshotListCommand } from "./commands/env-snapshot.ts";
import { envRunCommand, envStopCommand } from "./commands/env-run.ts";
import { envStatusCommand } from "./commands/env-status.ts";
import { envTestCommand } from "./commands/env-test.ts";
import { envTxRunCommand } from "./commands/env-tx-run.ts";
import { envTxAbortCommand, envTxInspectCommand, envTxPromoteCommand } from "./commands/env-tx.ts";

/** Every command of the environment, in the order help lists them. None of them loads what it runs before it runs. */
export const ENV_COMMANDS: readonly FreeCommand[] = [
  envInitCommand,
  envStatusCommand,
  envPlanCommand,
  envNodeAddCommand,
  envNodeUpdateCommand,
  envNodeRemoveCommand,
  envTxRunCommand,
  envTxInspectCommand,
  envTxAbortCommand,
  envTxPromoteCommand,
  envResolveCommand,
  envRollbackCommand,
  envSnapshotListCommand,
  envSnapshotInspectCommand,
  envRunCommand,
  envStopCommand,
  envRecoverCommand,
  envDoctorCommand,
  envExportCommand,
  envImportCommand,
  envTestCommand,
];

import type { Command } from "./command.ts";
import {
  assetApproveCommand,
  assetExportCommand,
  assetListCommand,
  assetRejectCommand,
  assetShowCommand,
} from "./commands/asset.ts";
import { backendAddCommand, backendListCommand, backendRemoveCommand, backendSetCommand } from "./commands/backend.ts";
import { demoCommand } from "./commands/demo.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { eventExportCommand, eventListCommand, eventVerifyCommand } from "./commands/event.ts";
import { eventTailCommand } from "./commands/event-tail.ts";
import { goldenAcceptCommand, goldenCheckCommand, goldenPruneCommand, goldenRecordCommand } from "./commands/golden.ts";
import { goldenReviewCommand } from "./commands/golden-review.ts";
import { initCommand } from "./commands/init.ts";
import { jobCancelCommand, jobListCommand, jobRetryCommand, jobShowCommand } from "./commands/job.ts";
import { loraListCommand, loraShowCommand } from "./commands/lora.ts";
import { makeCommand } from "./commands/make.ts";
import { planCommand } from "./commands/plan.ts";
import { playtestExploreCommand } from "./commands/playtest-explore.ts";
import { playtestRunCommand } from "./commands/playtest-run.ts";
import { playtestSuiteCommand } from "./commands/playtest-suite.ts";
import { replayCommand } from "./commands/replay.ts";
import { serveCommand } from "./commands/serve.ts";
import { assetSheetCommand } from "./commands/sheet.ts";
import { specListCommand, specReadyCommand, specRebindCommand, specShowCommand, specValidateCommand } from "./commands/spec.ts";
import { statusCommand } from "./commands/status.ts";
import { ENV_COMMANDS } from "./env-commands.ts";
import { traceDiffCommand, traceShowCommand, traceVerifyCommand } from "./commands/trace.ts";
import { traceViewCommand } from "./commands/trace-view.ts";
import { trialReevalCommand } from "./commands/trial-reeval.ts";
import { trialReplayCommand } from "./commands/trial-replay.ts";
import { trialDeleteCommand } from "./commands/trial-delete.ts";
import { trialListCommand } from "./commands/trial-list.ts";
import { trialReportCommand } from "./commands/trial-report.ts";
import { trialRunCommand } from "./commands/trial-run.ts";
import { trialValidateCommand } from "./commands/trial-validate.ts";
import { verifyCommand } from "./commands/verify.ts";

/** Every command, in the order help lists them. The reference page is generated from this table. */
export const COMMANDS: readonly Command[] = [
  demoCommand,
  initCommand,
  serveCommand,
  statusCommand,
  doctorCommand,
  specListCommand,
  specShowCommand,
  specValidateCommand,
  specReadyCommand,
  specRebindCommand,
  planCommand,
  makeCommand,
  replayCommand,
  assetListCommand,
  assetShowCommand,
  assetApproveCommand,
  assetRejectCommand,
  assetExportCommand,
  assetSheetCommand,
  jobListCommand,
  jobShowCommand,
  jobRetryCommand,
  jobCancelCommand,
  eventTailCommand,
  eventListCommand,
  eventExportCommand,
  eventVerifyCommand,
  loraListCommand,
  loraShowCommand,
  backendListCommand,
  backendAddCommand,
  backendSetCommand,
  backendRemoveCommand,
  playtestRunCommand,
  playtestSuiteCommand,
  goldenCheckCommand,
  goldenRecordCommand,
  goldenReviewCommand,
  goldenAcceptCommand,
  goldenPruneCommand,
  playtestExploreCommand,
  traceShowCommand,
  traceDiffCommand,
  traceVerifyCommand,
  traceViewCommand,
  trialRunCommand,
  trialReevalCommand,
  trialReplayCommand,
  trialReportCommand,
  trialListCommand,
  trialDeleteCommand,
  trialValidateCommand,
  ...ENV_COMMANDS,
  verifyCommand,
];

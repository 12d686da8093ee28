import type { RouteName } from "../core/api/routes.ts";
import { assetApproveVerb, assetListVerb, assetRejectVerb, assetShowVerb } from "../engine/assets.ts";
import { backendAddVerb, backendListVerb, backendRemoveVerb, backendSetVerb, backendTestVerb } from "../engine/backends.ts";
import { doctorVerb } from "../engine/doctor.ts";
import { envBackgroundVerbs } from "../engine/env/tell/background-verbs.ts";
import { envDoctorVerb } from "../engine/env/doctor-env.ts";
import { envTxAbortVerb } from "../engine/env/tx/abort-tx.ts";
import { envWorkListVerb, envWorkStopVerb } from "../engine/env/tell/env-work.ts";
import { envSnapshotInspectVerb, envSnapshotListVerb } from "../engine/env/move/inspect-snapshots.ts";
import { envTxInspectVerb } from "../engine/env/tx/inspect-tx.ts";
import { envPlanVerb } from "../engine/env/tx/plan-env.ts";
import { envLogVerb } from "../engine/env/tell/read-log.ts";
import { envGenerationShowVerb } from "../engine/env/move/show-generation.ts";
import { envStatusVerb } from "../engine/env/status-env.ts";
import { envStopVerb } from "../engine/env/comfyui/stop-comfyui.ts";
import { eventListVerb, eventVerifyVerb } from "../engine/events.ts";
import { goldenAcceptVerb, goldenCheckVerb, goldenDiffVerb, goldenPruneVerb } from "../engine/golden/golden-verbs.ts";
import { jobCancelVerb, jobListVerb, jobRetryVerb, jobShowVerb } from "../engine/jobs.ts";
import { libraryListVerb } from "../engine/library.ts";
import { loraListVerb, loraShowVerb } from "../engine/loras.ts";
import { makeVerb } from "../engine/make.ts";
import { pipelineShowVerb } from "../engine/pipeline.ts";
import { playtestOverviewVerb, playtestStoryVerb } from "../engine/playtest/overview.ts";
import { playtestExploreVerb } from "../engine/playtest/run-exploration.ts";
import { playtestRunSuiteVerb } from "../engine/playtest/run-suite.ts";
import { planVerb } from "../engine/plan.ts";
import { specReadyVerb, specRebindVerb } from "../engine/ready.ts";
import { recordPreviewVerb } from "../engine/record-preview.ts";
import { recordCreateVerb, recordRestoreVerb, recordSaveVerb } from "../engine/record-writes.ts";
import { recordListVerb, recordShowVerb, recordStartVerb } from "../engine/records.ts";
import { replayVerb } from "../engine/replay.ts";
import { specListVerb, specShowVerb } from "../engine/specs.ts";
import { statusVerb } from "../engine/status.ts";
import { specFixVerb, specValidateVerb } from "../engine/validate.ts";
import { trialDeleteVerb } from "../engine/trials/delete-run.ts";
import { trialOverviewVerb } from "../engine/trials/overview.ts";
import { trialRunVerb } from "../engine/trials/run-in-background.ts";
import { trialCompareVerb, trialShowVerb } from "../engine/trials/show-run.ts";
import { verifyVerb } from "../engine/verify.ts";
import { viewingSetVerb } from "../engine/viewing.ts";

/** The verbs that are served, by name. Where each is found is `ROUTES`' matter. */
export const VERBS = {
  status: statusVerb,
  doctor: doctorVerb,
  "pipeline.show": pipelineShowVerb,
  "spec.list": specListVerb,
  "spec.validate": specValidateVerb,
  "spec.fix": specFixVerb,
  "spec.ready": specReadyVerb,
  "spec.rebind": specRebindVerb,
  "spec.show": specShowVerb,
  plan: planVerb,
  "record.list": recordListVerb,
  "record.start": recordStartVerb,
  "record.create": recordCreateVerb,
  "record.show": recordShowVerb,
  "record.save": recordSaveVerb,
  "record.preview": recordPreviewVerb,
  "record.restore": recordRestoreVerb,
  make: makeVerb,
  "job.list": jobListVerb,
  "job.show": jobShowVerb,
  "job.retry": jobRetryVerb,
  "job.cancel": jobCancelVerb,
  "library.list": libraryListVerb,
  "asset.list": assetListVerb,
  "asset.show": assetShowVerb,
  "asset.approve": assetApproveVerb,
  "asset.reject": assetRejectVerb,
  "viewing.set": viewingSetVerb,
  replay: replayVerb,
  "event.list": eventListVerb,
  "event.verify": eventVerifyVerb,
  verify: verifyVerb,
  "lora.list": loraListVerb,
  "lora.show": loraShowVerb,
  "backend.list": backendListVerb,
  "backend.add": backendAddVerb,
  "backend.test": backendTestVerb,
  "backend.set": backendSetVerb,
  "backend.remove": backendRemoveVerb,
  "playtest.overview": playtestOverviewVerb,
  "playtest.story": playtestStoryVerb,
  "playtest.runSuite": playtestRunSuiteVerb,
  "playtest.explore": playtestExploreVerb,
  "golden.check": goldenCheckVerb,
  "golden.diff": goldenDiffVerb,
  "golden.accept": goldenAcceptVerb,
  "golden.prune": goldenPruneVerb,
  "trial.overview": trialOverviewVerb,
  "trial.show": trialShowVerb,
  "trial.compare": trialCompareVerb,
  "trial.run": trialRunVerb,
  "trial.delete": trialDeleteVerb,
  "env.status": envStatusVerb,
  "env.doctor": envDoctorVerb,
  "env.plan": envPlanVerb,
  ...envBackgroundVerbs,
  "env.tx.inspect": envTxInspectVerb,
  "env.tx.abort": envTxAbortVerb,
  "env.generation.show": envGenerationShowVerb,
  "env.snapshot.list": envSnapshotListVerb,
  "env.snapshot.inspect": envSnapshotInspectVerb,
  "env.stop": envStopVerb,
  "env.log": envLogVerb,
  "env.work.list": envWorkListVerb,
  "env.work.stop": envWorkStopVerb,
} as const satisfies Readonly<Record<RouteName, unknown>>;

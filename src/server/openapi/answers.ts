import type { z } from "zod";
import { EnvStatus } from "../../core/env/status/status.ts";
import type { VerbName } from "../api.ts";
import { AssetDecidedValue, AssetListValue, AssetShowValue } from "./answers/assets.ts";
import { BackendListValue, BackendRemovedValue, BackendReportValue, BackendWrittenValue } from "./answers/backends.ts";
import {
  EnvBegunValue,
  EnvGenerationValue,
  EnvHealthValue,
  EnvLogValue,
  EnvNodeRemoveValue,
  EnvPlanValue,
  EnvPromoteValue,
  EnvRollbackValue,
  EnvSnapshotListValue,
  EnvSnapshotValue,
  EnvStoppedValue,
  EnvTxAbortedValue,
  EnvTxValue,
  EnvWorkListValue,
  EnvWorkStopValue,
} from "./answers/env.ts";
import { ReplayAnswerValue } from "./answers/evidence.ts";
import { GoldenAcceptedValue, GoldenDiffValue, GoldenPrunedValue } from "./answers/golden.ts";
import { JobCanceledValue, JobListValue, JobShowValue, MadeValue, RetriedValue } from "./answers/jobs.ts";
import { LoraListValue, LoraShowValue } from "./answers/loras.ts";
import { PlaytestOverviewValue, PlaytestStoryValue, RunStartedValue } from "./answers/playtest.ts";
import { EventListValue, EventsVerifiedValue, VerifiedValue } from "./answers/stream.ts";
import { ViewingSetValue } from "./answers/live.ts";
import { DoctorValue, LibraryValue, PipelineValue, StatusValue } from "./answers/overview.ts";
import {
  RecordCreatedValue,
  RecordListValue,
  RecordPreviewValue,
  RecordRestoredValue,
  RecordSavedValue,
  RecordShowValue,
  RecordStartValue,
} from "./answers/records.ts";
import { TrialComparisonValue, TrialDeletedValue, TrialOverviewValue, TrialRunValue } from "./answers/trials.ts";
import { PlanShowValue, ReadyValue, ReboundValue, SpecListValue, SpecShowValue, ValidationValue } from "./answers/specs.ts";

/**
 * What each served verb answers. The outputs' types are the engine's; that these schemas say the same is proven by the
 * compiler, in `answers.test.ts`.
 */
export const ANSWERS = {
  status: StatusValue,
  doctor: DoctorValue,
  "pipeline.show": PipelineValue,
  "spec.list": SpecListValue,
  "spec.validate": ValidationValue,
  "spec.fix": ValidationValue,
  "spec.ready": ReadyValue,
  "spec.rebind": ReboundValue,
  "spec.show": SpecShowValue,
  plan: PlanShowValue,
  "record.list": RecordListValue,
  "record.start": RecordStartValue,
  "record.create": RecordCreatedValue,
  "record.show": RecordShowValue,
  "record.save": RecordSavedValue,
  "record.preview": RecordPreviewValue,
  "record.restore": RecordRestoredValue,
  make: MadeValue,
  "job.list": JobListValue,
  "job.show": JobShowValue,
  "job.retry": RetriedValue,
  "job.cancel": JobCanceledValue,
  "library.list": LibraryValue,
  "asset.list": AssetListValue,
  "asset.show": AssetShowValue,
  "asset.approve": AssetDecidedValue,
  "asset.reject": AssetDecidedValue,
  "viewing.set": ViewingSetValue,
  replay: ReplayAnswerValue,
  "event.list": EventListValue,
  "event.verify": EventsVerifiedValue,
  verify: VerifiedValue,
  "lora.list": LoraListValue,
  "lora.show": LoraShowValue,
  "backend.list": BackendListValue,
  "backend.add": BackendWrittenValue,
  "backend.test": BackendReportValue,
  "backend.set": BackendWrittenValue,
  "backend.remove": BackendRemovedValue,
  "playtest.overview": PlaytestOverviewValue,
  "playtest.story": PlaytestStoryValue,
  "playtest.runSuite": RunStartedValue,
  "playtest.explore": RunStartedValue,
  "golden.check": RunStartedValue,
  "golden.diff": GoldenDiffValue,
  "golden.accept": GoldenAcceptedValue,
  "golden.prune": GoldenPrunedValue,
  "trial.overview": TrialOverviewValue,
  "trial.show": TrialRunValue,
  "trial.compare": TrialComparisonValue,
  "trial.run": RunStartedValue,
  "trial.delete": TrialDeletedValue,
  "env.status": EnvStatus,
  "env.doctor": EnvHealthValue,
  "env.plan": EnvPlanValue,
  "env.node.add": EnvBegunValue,
  "env.node.update": EnvBegunValue,
  "env.node.remove": EnvNodeRemoveValue,
  "env.tx.run": EnvBegunValue,
  "env.tx.inspect": EnvTxValue,
  "env.tx.abort": EnvTxAbortedValue,
  "env.resolve": EnvBegunValue,
  "env.promote": EnvPromoteValue,
  "env.rollback": EnvRollbackValue,
  "env.recover": EnvBegunValue,
  "env.generation.show": EnvGenerationValue,
  "env.snapshot.list": EnvSnapshotListValue,
  "env.snapshot.inspect": EnvSnapshotValue,
  "env.run": EnvBegunValue,
  "env.stop": EnvStoppedValue,
  "env.log": EnvLogValue,
  "env.work.list": EnvWorkListValue,
  "env.work.stop": EnvWorkStopValue,
} as const satisfies Record<VerbName, z.ZodType>;

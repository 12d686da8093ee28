import { z } from "zod";
import type { Digest } from "../canonical/digest.ts";
import { FAILURE_CLASSES, ROUTES } from "../assets/records/project.ts";
import { OUTPUT_KINDS } from "../assets/records/spec.ts";
import { ENV_PAYLOADS } from "./env-payloads.ts";

const DigestText = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const Part = z.string().max(80).nullable();
const Ms = z.number().min(0);
const Decider = z.enum(["person", "rule", "agent", "policy"]);
const VerdictText = z.enum(["pass", "fail", "uncertain", "unchecked"]);

const Image = z.strictObject({
  variant: z.int().min(0).describe("Take, from 0"),
  part: Part.describe("`frame:N`, `state:S`, `tile:T`, `mark:M`, or null for a single image"),
  seed: z.int().min(0).describe("Effective seed"),
  blob: DigestText.describe("Stored file"),
  pixelSha256: DigestText.describe("Digest of size and decoded RGBA"),
  width: z.int().min(1).describe("Width in pixels"),
  height: z.int().min(1).describe("Height in pixels"),
});

const RecordedCheck = z.strictObject({
  check: z.string().describe("Check id"),
  outcome: z.enum(["pass", "fail", "uncertain", "uncalibrated"]).describe("What it found"),
  severity: z.enum(["hard", "soft"]).describe("Whether a failure of it alone fails the version"),
});

const Made = z.strictObject({
  backend: z.string().max(64).describe("Backend that made it"),
  promptId: z.string().max(64).describe("Prompt id there"),
  cachedNodes: z
    .array(z.string().max(200))
    .max(2000)
    .nullable()
    .describe("Nodes whose result came from its cache; null when it did not say"),
  graphDigest: DigestText.describe("Graph that was submitted"),
  serverBlob: DigestText.describe("What the server said of itself"),
});

const PlaytestEnd = {
  ok: z.boolean().describe("Whether everything holds"),
  wallMs: Ms.describe("From its start to here, ms"),
  failure: z.string().max(4000).nullable().describe("Why it could not be done; null when it was"),
};

const Covered = z.strictObject({
  covered: z.int().min(0).describe("How many were met"),
  total: z.int().min(0).describe("How many there are"),
});

const TrialCounts = {
  passed: z.int().min(0).describe("Trials that passed"),
  failed: z.int().min(0).describe("Trials that did not"),
  hardFailed: z.int().min(0).describe("Trials in which a required assertion failed"),
  infra: z.int().min(0).describe("Trials that got no answer"),
};

/** Scenarios that an event lists; the others are counted. Guess: more are nobody's to read, and an event stays below 50 KiB. */
export const MAX_TOLD_SCENARIOS = 200;
const ScenarioName = z.string().max(200).describe("Name of the scenario");
const MoreScenarios = z.int().min(0).describe("Scenarios of the run that are not listed");

/**
 * All event types with version 1 of their payloads: a closed union (contracts section 6).
 * The description of each becomes its line in `docs/reference/events.md`.
 */
export const EVENT_PAYLOADS = {
  "spec.ready": z
    .strictObject({
      specDigest: DigestText.describe("The frozen spec"),
      inputsDigest: DigestText.describe("All authored inputs of its plan"),
      recipeDigest: DigestText.nullable().describe("The plan's recipe; null while seeds are not drawn"),
    })
    .describe("A spec passed the ready gate and its inputs were frozen in touchstone.lock"),
  "spec.rebound": z
    .strictObject({
      specDigest: DigestText.describe("The spec now frozen"),
      inputsDigest: DigestText.describe("Inputs now frozen"),
      previousInputsDigest: DigestText.describe("Inputs frozen before"),
      recipeDigest: DigestText.nullable().describe("The plan's recipe; null while seeds are not drawn"),
    })
    .describe("A stale spec adopted the files as they are now"),
  "job.queued": z
    .strictObject({
      specId: z.string().describe("The spec"),
      jobType: z.enum(["make", "regenerate"]).describe("First try of a chain, or a regeneration"),
      kind: z.enum(OUTPUT_KINDS).describe("Output kind"),
      checkpointId: z.string().describe("Checkpoint, for its concurrency cap"),
      backend: z.string().describe("Renderer, for its concurrency cap"),
      priority: z.enum(["interactive", "review", "normal", "automation"]).describe("Kind of request"),
      recipeDigest: DigestText.describe("What will be made"),
      matchDigest: DigestText.describe("The recipe with drawn seeds left out; equal requests have equal ones"),
      planBlob: DigestText.describe("The whole plan"),
      renders: z.int().min(1).describe("Number of images"),
      planMs: Ms.describe("Time spent planning, ms"),
      chainLength: z.int().min(1).describe("Jobs in this regeneration chain so far, this one included"),
    })
    .describe("A job was accepted"),
  "job.started": z
    .strictObject({
      attemptId: z.string().describe("Fencing token of the attempt"),
      attempt: z.int().min(1).describe("Attempts so far, this one included"),
      owner: z.string().describe("Id of the owning process's session"),
    })
    .describe("An attempt at a job began"),
  "job.submitted": z
    .strictObject({
      attemptId: z.string().describe("The attempt that makes it"),
      variant: Image.shape.variant,
      part: Image.shape.part,
      backend: z.string().max(64).describe("Backend that it is sent to"),
      promptId: z.string().max(64).describe("Prompt id, chosen here; only then it is sent"),
    })
    .describe("One image of a job is about to be sent to a backend"),
  "job.render_done": z
    .strictObject({
      attemptId: z.string().describe("The attempt that made it"),
      image: Image.describe("The image"),
      renderMs: Ms.describe("Time spent drawing and encoding, ms"),
      made: Made.optional().describe("How a backend made it; left out for the built-in renderer"),
    })
    .describe("One image of a job is stored"),
  "job.retry": z
    .strictObject({
      attemptId: z.string().describe("The attempt that failed"),
      errorClass: z.enum(FAILURE_CLASSES).describe("Failure class"),
      reasonCode: z.string().describe("Failure code"),
      detail: z.string().max(4000).describe("What happened"),
      delayMs: Ms.describe("Wait before the next attempt, ms"),
      dueAtMs: Ms.describe("When the next attempt may start, epoch ms"),
    })
    .describe("An attempt failed and another one will follow"),
  "job.requeued": z
    .strictObject({
      reason: z.enum(["due", "drained"]).describe("Its delay is over, or its owner shut down cleanly"),
      attemptId: z.string().nullable().describe("The attempt that was drained; null when a delay is over"),
    })
    .refine(({ reason, attemptId }) => (reason === "drained") === (attemptId !== null), "only a drained job names an attempt")
    .describe("A job went back to the queue without costing an attempt"),
  "job.lost": z
    .strictObject({
      attemptId: z.string().describe("The attempt whose owner died"),
      owner: z.string().describe("The session that held it"),
    })
    .describe("The owner of a running attempt died; the job went back to the queue"),
  "job.superseded": z
    .strictObject({
      attemptId: z.string().describe("The attempt that had lost the job"),
      image: Image.nullable().describe("The image that came too late; null for the version it would have finished with"),
      reason: z.string().max(4000).describe("Why it was refused"),
    })
    .describe("A result of a stale attempt was kept as evidence; it changes nothing"),
  "job.succeeded": z
    .strictObject({
      attemptId: z.string().describe("The attempt that finished"),
      versionId: z.string().describe("The version it made"),
      wallMs: Ms.describe("From start of the attempt to here, ms"),
    })
    .describe("A job made its version"),
  "job.failed": z
    .strictObject({
      attemptId: z.string().nullable().describe("The last attempt"),
      errorClass: z.enum(FAILURE_CLASSES).describe("Failure class"),
      reasonCode: z.string().describe("Failure code"),
      detail: z.string().max(4000).describe("What happened"),
    })
    .describe("A job ended without a version, by policy `escalateTo: reject`"),
  "job.escalated": z
    .strictObject({
      attemptId: z.string().nullable().describe("The last attempt"),
      escalateTo: z.enum(["manual_review_queue", "exception_inbox"]).describe("Who must look"),
      errorClass: z.enum(FAILURE_CLASSES).describe("Failure class"),
      reasonCode: z.string().describe("Failure code"),
      retryHistory: z
        .array(
          z.strictObject({
            attemptId: z.string().describe("Attempt"),
            errorClass: z.enum(FAILURE_CLASSES).describe("Failure class"),
            detail: z.string().max(4000).describe("What happened"),
            atMs: Ms.describe("When, epoch ms"),
          }),
        )
        .describe("All failed attempts"),
      evidence: z.array(DigestText).describe("Blobs that show what happened: plan and images so far"),
      suggestedAction: z.string().max(1000).describe("What a person could do next"),
    })
    .describe("A job ended without a version and waits for a person"),
  "job.canceled": z.strictObject({ by: Decider.describe("Who asked") }).describe("A job was canceled"),
  "version.created": z
    .strictObject({
      specId: z.string().describe("The spec"),
      jobId: z.string().describe("The job that made it"),
      kind: z.enum(OUTPUT_KINDS).describe("Output kind"),
      checkpointId: z.string().describe("Checkpoint"),
      recipeDigest: DigestText.describe("What was made"),
      renderDigest: DigestText.describe("What decided its pixels"),
      matchDigest: DigestText.describe("The recipe with drawn seeds left out"),
      evidenceBlob: DigestText.describe("The evidence document"),
      images: z.array(Image).min(1).describe("All images"),
      firstPass: z.boolean().describe("Whether the first job of its chain passed"),
    })
    .describe("A version exists, with its evidence"),
  "version.checked": z
    .strictObject({
      verdict: VerdictText.describe("Derived verdict"),
      rulesVersion: z.int().min(1).describe("Version of the rules it was derived by"),
      checks: z.array(RecordedCheck).describe("What each check said that applied; the verdict follows from them"),
    })
    .describe("A version's checks were run and its verdict derived"),
  "version.routed": z
    .strictObject({
      route: z.enum(ROUTES).describe("Where it goes"),
      reasons: z.array(z.string()).describe("Why, in words"),
    })
    .describe("Policy decided where a version goes"),
  "version.approved": z
    .strictObject({
      by: Decider.describe("Who approved"),
      note: z.string().max(2000).nullable().describe("Remark"),
    })
    .describe("A version was approved"),
  "version.rejected": z
    .strictObject({
      by: Decider.describe("Who rejected"),
      note: z.string().max(2000).nullable().describe("Remark"),
    })
    .describe("A version was rejected"),
  "replay.done": z
    .strictObject({
      decisions: z.enum(["equal", "different"]).describe("Whether the plan came out the same"),
      environment: z.enum(["equal", "different", "unknown"]).describe("Whether it was made under the same conditions"),
      pixels: z.enum(["identical", "near", "different", "not_run"]).describe("Whether the images are the same"),
      differences: z.int().min(0).describe("Number of differences found"),
    })
    .describe("A version was replayed"),
  "playtest.started": z
    .strictObject({
      what: z.enum(["suite", "explore", "check"]).describe("Suites are played, a story is explored, or goldens are checked"),
      target: z.string().max(500).nullable().describe("The file of the suite or story; null for all suites"),
    })
    .describe("A playtest began in the background"),
  "playtest.finished": z
    .strictObject({
      target: z.string().max(500).nullable().describe("The suite's file; null for all suites"),
      cells: z.int().min(0).describe("Plays"),
      outcomes: z
        .strictObject({
          ended: z.int().min(0).describe("Reached an ending"),
          dead_end: z.int().min(0).describe("Stopped where nothing can be chosen"),
          loop: z.int().min(0).describe("Went round for ever"),
          budget: z.int().min(0).describe("Were stopped after the most steps allowed"),
          error: z.int().min(0).describe("Met an error of the story"),
        })
        .describe("How they went"),
      assertions: z
        .strictObject({
          holds: z.int().min(0).describe("Hold"),
          fails: z.int().min(0).describe("Do not hold"),
          unknown: z.int().min(0).describe("Could not be decided"),
        })
        .describe("What was asserted of them"),
      ...PlaytestEnd,
    })
    .describe("Suites were played"),
  "playtest.explored": z
    .strictObject({
      story: z.string().max(500).describe("The story's file"),
      policy: z.enum(["exhaustive", "guided"]).describe("How it was explored"),
      complete: z.boolean().describe("Whether everything that can happen was seen"),
      plays: z.int().min(0).describe("Plays"),
      steps: z.int().min(0).describe("Steps of all plays"),
      coverage: z
        .strictObject({
          nodes: Covered.describe("Nodes"),
          choices: Covered.describe("Choices"),
          endings: Covered.describe("Endings"),
          conditions: Covered.nullable().describe("Conditions, both ways; null where they cannot be told apart"),
        })
        .nullable()
        .describe("What was met; null when it could not be explored"),
      findings: z.int().min(0).describe("Findings of all kinds"),
      defects: z.int().min(0).describe("Findings that are defects"),
      ...PlaytestEnd,
    })
    .describe("A story was explored"),
  "playtest.checked": z
    .strictObject({
      unchanged: z.int().min(0).describe("Goldens that are as they were"),
      changed: z.int().min(0).describe("Goldens that are not"),
      missing: z.int().min(0).describe("Plays without a golden"),
      obsolete: z.int().min(0).describe("Goldens without a play"),
      damaged: z.int().min(0).describe("Goldens that cannot be read"),
      causes: z.int().min(0).describe("Different causes of the changes"),
      ...PlaytestEnd,
    })
    .describe("Goldens were compared with what plays are now"),
  "trial.started": z
    .strictObject({
      beganAtMs: Ms.describe("When it began, epoch ms; the event is appended by the project's owner, now or later"),
      recordingMode: z.enum(["full", "metadata_only"]).describe("Whether what is said is recorded"),
      seed: z.int().min(0).describe("Seed of the run"),
      scenarios: z
        .array(z.strictObject({ name: ScenarioName, trials: z.int().min(0).describe("Trials that were asked for") }))
        .max(MAX_TOLD_SCENARIOS)
        .describe("What is run"),
      more: MoreScenarios,
    })
    .describe("A run of trials began, in whatever process"),
  "trial.finished": z
    .strictObject({
      outcome: z.enum(["recorded", "interrupted"]).describe("Whether it came to its end; a run that was interrupted can go on"),
      ok: z.boolean().describe("Whether all scenarios pass"),
      scenarios: z
        .array(
          z.strictObject({
            name: ScenarioName,
            verdict: z.enum(["pass", "fail", "hard_fail", "infra"]).nullable().describe("Null where it was interrupted"),
            rate: z.number().min(0).max(1).nullable().describe("Share of the judged trials that passed; null where none was"),
            trials: z.int().min(0).describe("Trials that ended"),
            ...TrialCounts,
            costUsd: z.number().min(0).nullable().describe("Cost of the trials without their judges; null: unknown"),
          }),
        )
        .max(MAX_TOLD_SCENARIOS)
        .describe("What became of each scenario"),
      more: MoreScenarios,
    })
    .describe("A run of trials came to its end, or was interrupted"),
  ...ENV_PAYLOADS,
} as const;

export type EventType = keyof typeof EVENT_PAYLOADS;
export type EventPayload<T extends EventType> = z.infer<(typeof EVENT_PAYLOADS)[T]>;

/** The one environment of a project, as events name it. */
export const ENV_ENTITY = "environment";

/** Kinds of entities that events are about. */
export type EntityType = "spec" | "job" | "version" | "playtest" | "trial" | "env";

/** An event as a caller hands it to the store, which adds project, seq and hashes. */
export type NewEvent = {
  [T in EventType]: {
    /** Record id (UUIDv7). */
    readonly id: string;
    /** Epoch ms, UTC. */
    readonly ts: number;
    readonly type: T;
    /** Version of the payload's shape. */
    readonly v: 1;
    readonly entityType: EntityType;
    readonly entityId: string;
    /** All events that follow from one cause share it. */
    readonly causalChainId: string;
    /** 0 for what a person did; +1 for each automatic consequence. */
    readonly causalDepth: number;
    /** Unique per (project, type, entity) for ever. */
    readonly idempotencyKey: string;
    readonly payload: EventPayload<T>;
  };
}[EventType];

/** A stored event: one fact of the project's append-only stream. */
export type StoredEvent = NewEvent & {
  readonly projectId: string;
  /** Position in the stream, from 1, without gaps. */
  readonly seq: number;
  /** `hash` of the event before; `GENESIS_HASH` for the first. */
  readonly prevHash: Digest;
  /** Digest of this event's canonical JSON without `hash`. */
  readonly hash: Digest;
};

/** What the first event of a stream is chained to. */
export const GENESIS_HASH: Digest = `sha256:${"0".repeat(64)}`;

/** Longest chain of automatic consequences; guards against rules that trigger each other. */
export const MAX_CAUSAL_DEPTH = 8;

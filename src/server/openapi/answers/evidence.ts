import { z } from "zod";
import { FAILURE_CLASSES, Policies, ROUTES } from "../../../core/assets/records/project.ts";
import { SeedPolicy } from "../../../core/assets/records/spec.ts";
import { PlanValue } from "./plan.ts";
import { ImageValue } from "./rows.ts";
import { DigestValue, EpochMs, Verdict } from "./values.ts";

const INPUT_KINDS = [
  "spec",
  "checkpoint",
  "profile",
  "baseline",
  "lora",
  "tag",
  "entity",
  "policy",
  "workflow",
  "reference",
] as const;

const Check = z
  .strictObject({
    check: z.string(),
    version: z.number().describe("Version of the check's own rules"),
    outcome: z.enum(["pass", "fail", "uncertain", "uncalibrated", "not_applicable"]),
    severity: z.enum(["hard", "soft"]),
    score: z.number().exactOptional(),
    threshold: z.number().exactOptional(),
    evidence: z.strictObject({
      numbers: z.record(z.string(), z.number()).describe("What the outcome was computed from"),
      note: z.string().describe("What it found, in words").exactOptional(),
    }),
  })
  .describe("One validator's finding");

const Attempt = z.strictObject({
  id: z.string(),
  renders: z.array(z.strictObject({ variant: z.number(), part: z.string().nullable() })).describe("Images that it made"),
  outcome: z.enum(["succeeded", "failed", "lost", "drained", "canceled"]),
  class: z.enum(FAILURE_CLASSES).nullable(),
  detail: z.string().nullable(),
  startedAtMs: EpochMs,
  endedAtMs: EpochMs,
});

const ServerValue = z.strictObject({
  backend: z.string().describe("Its id at the time"),
  comfyuiVersion: z.string().nullable(),
  python: z.string().nullable(),
  torch: z.string().nullable(),
  os: z.string().nullable(),
  argv: z.array(z.string()).describe("Its command line; paths are cut to their last name"),
  devices: z.array(
    z.strictObject({
      name: z.string(),
      type: z.string(),
      vramTotalBytes: z.number().nullable(),
      vramFreeBytes: z.number().nullable(),
    }),
  ),
  nodePacks: z.array(z.string()).describe("Modules of custom nodes"),
});

/** An image with how a backend made it; nothing of that for the built-in renderer. */
const MadeImage = ImageValue.extend({
  backend: z.string().exactOptional(),
  promptId: z.string().exactOptional(),
  cachedNodes: z.array(z.string()).nullable().exactOptional().describe("Nodes whose result came from the server's cache"),
  graphDigest: z.string().exactOptional().describe("Graph that was submitted"),
});

export const EnvironmentValue = z
  .strictObject({
    envId: z.string().nullable().describe("The governed Python environment; null when there is none"),
    models: z
      .array(z.strictObject({ file: z.string(), sha256: z.string().nullable().describe("Null when nobody could measure it") }))
      .describe("Model files that took part"),
    servers: z.array(ServerValue).exactOptional().describe("What each server that took part said of itself"),
    touchstone: z.string().describe("Version of Touchstone"),
    builtinRenderer: z.string().nullable().describe("Version of the built-in renderer; null for others"),
  })
  .describe("Where the images were made");

const Regeneration = z.strictObject({
  seedMode: SeedPolicy.shape.mode.unwrap(),
  chainLength: z.number(),
  depth: z.number(),
  maxAttempts: z.number(),
  escalateTo: z.enum(["manual_review_queue", "exception_inbox", "reject"]),
});

export const EvidenceValue = z
  .strictObject({
    format: z.literal("touchstone.evidence/1"),
    versionId: z.string(),
    specId: z.string(),
    plan: PlanValue,
    inputs: z.array(z.tuple([z.enum(INPUT_KINDS), z.string(), DigestValue])).describe("Kind, id and digest of each input"),
    jobId: z.string(),
    attempts: z.array(Attempt),
    backend: z.strictObject({ kind: z.enum(["builtin", "comfyui"]), identity: z.string() }),
    environment: EnvironmentValue,
    images: z.array(MadeImage),
    checks: z.array(Check),
    verdict: Verdict,
    route: z.enum(ROUTES),
    routedBy: z
      .strictObject({ routing: Policies.shape.routing.unwrap(), regeneration: Regeneration })
      .describe("What beside verdict and checks the route was decided from"),
    reasons: z.array(z.string()).describe("Why this route"),
    firstPass: z.boolean(),
    timing: z.strictObject({ planMs: z.number(), renderMs: z.number() }),
  })
  .describe("How a version came to be");

export const ReplayAnswerValue = z
  .strictObject({
    decisions: z.enum(["equal", "different"]),
    environment: z.enum(["equal", "different", "unknown"]),
    pixels: z.enum(["identical", "near", "different", "not_run"]),
    near: z.strictObject({ maxDelta: z.number(), share: z.number() }).exactOptional(),
    differences: z.array(
      z.strictObject({
        kind: z.enum(["decision", "environment", "information", "pixels"]),
        name: z.string(),
        before: z.unknown(),
        after: z.unknown(),
      }),
    ),
  })
  .describe("Three answers about a version: its decisions, its environment, its pixels");

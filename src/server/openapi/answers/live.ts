import { z } from "zod";
import { EpochMs, FailureValue, Seq } from "./values.ts";

const BackendBriefValue = z.strictObject({
  id: z.string(),
  kind: z.enum(["builtin", "comfyui"]),
  enabled: z.boolean().describe("Whether this project uses it"),
  health: z.enum(["up", "down", "unknown"]),
  rendering: z.number().describe("Renders of this project that occupy it"),
  slots: z.number().describe("The most at once"),
});

export const HeartbeatValue = z
  .strictObject({
    atMs: EpochMs,
    head: Seq.describe("Seq of the newest event"),
    since: Seq.describe("In the first one of a connection: the events that follow begin after it").exactOptional(),
    owner: z.strictObject({ pid: z.number(), command: z.string(), startedAtMs: EpochMs }),
    work: z.strictObject({ running: z.number(), queued: z.number(), backends: z.array(BackendBriefValue) }),
    files: z.string().nullable().describe("Changes whenever an authored file does; null until they were looked at"),
  })
  .describe("Who holds the project and what it does");

export const ProgressValue = z
  .strictObject({
    jobId: z.string(),
    specId: z.string(),
    step: z.string().describe("e.g. `render_done`"),
    done: z.number().describe("Images that are stored"),
    total: z.number(),
    fraction: z.number().nullable().describe("Share of the image under way that is done, 0 to 1"),
    node: z.string().nullable().describe("The node of the workflow that runs now"),
    backend: z.string().nullable().describe("Id of the backend that makes it"),
    preview: z.number().nullable().describe("Changes with each new picture of how the image looks so far"),
    atMs: EpochMs,
  })
  .describe("The newest step of one job; never stored");

export const EnvWorkValue = z
  .strictObject({
    work: z.string().describe("Its id, for as long as the server lives"),
    verb: z.string().describe("What was asked for, e.g. `env.tx.run`"),
    about: z.string().nullable().describe("The node pack, transaction or generation that it was asked for"),
    state: z.enum(["running", "done", "failed"]),
    step: z
      .strictObject({
        step: z.string().describe("e.g. `installing`"),
        about: z.string().nullable(),
        done: z.number().describe("Steps that are done"),
        total: z.number(),
        line: z.string().nullable().describe("The newest word of the program that works"),
      })
      .nullable()
      .describe("Null before its first step"),
    failure: FailureValue.nullable().describe("Why it failed"),
    startedAtMs: EpochMs,
    endedAtMs: EpochMs.nullable(),
  })
  .describe("How far long work on the environment is; never stored");

export const ViewingSetValue = z.strictObject({ untilMs: EpochMs.describe("When the lease ends, unless it is renewed") });

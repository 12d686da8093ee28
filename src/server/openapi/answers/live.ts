import { z } from "zod";
import { EpochMs, Seq } from "./values.ts";

export const HeartbeatValue = z
  .strictObject({
    atMs: EpochMs,
    head: Seq.describe("Seq of the newest event"),
    since: Seq.describe("In the first one of a connection: the events that follow begin after it").exactOptional(),
    owner: z.strictObject({ pid: z.number(), command: z.string(), startedAtMs: EpochMs }),
    work: z.strictObject({ running: z.number(), queued: z.number() }),
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
    atMs: EpochMs,
  })
  .describe("The newest step of one job; never stored");

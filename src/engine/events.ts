import { z } from "zod";
import { writeExport } from "../adapters/files/export-files.ts";
import { EVENT_PAYLOADS, type EventType } from "../core/events/event.ts";
import { eventLines } from "./event-lines.ts";
import { OutPath } from "./out-path.ts";
import { locateStore } from "./project.ts";
import { storeOf } from "./studio.ts";
import { prove } from "./prove.ts";
import { defineVerb } from "./verb.ts";

const EVENT_TYPES = Object.keys(EVENT_PAYLOADS) as [EventType, ...EventType[]];
const PAGE = 1000;

/** Reads a page of the stream. */
export const eventListVerb = defineVerb({
  name: "event.list",
  summary: "List events of the project's stream",
  access: "read",
  input: z.strictObject({
    since: z.int().min(0).default(0).describe("Only events after this seq"),
    limit: z.int().min(1).max(PAGE).default(100).describe("At most so many"),
    type: z.enum(EVENT_TYPES).optional().describe("Only this type"),
    entity: z.string().optional().describe("Only events about this entity"),
    chain: z.string().optional().describe("Only this causal chain"),
  }),
  async run(studio, input) {
    const { since, limit, type, entity, chain } = input;
    return storeOf(studio).readEvents({
      since,
      limit,
      ...(type === undefined ? {} : { types: [type] }),
      ...(entity === undefined ? {} : { entityId: entity }),
      ...(chain === undefined ? {} : { causalChainId: chain }),
    });
  },
});

/** Writes the whole stream as JSON lines. */
export const eventExportVerb = defineVerb({
  name: "event.export",
  summary: "Write the whole stream as events.jsonl",
  access: "read",
  local: true,
  input: z.strictObject({ out: OutPath.describe("File to write") }),
  async run(studio, input): Promise<{ path: string; events: number }> {
    let events = 0;
    const path = await writeExport(
      input.out,
      eventLines(studio, (count) => void (events += count)),
    );
    return { path, events };
  },
});

/** Checks the stream alone: order, gaps and hash chain. What is made from it, and blobs, are `verify`'s matter. */
export const eventVerifyVerb = defineVerb({
  name: "event.verify",
  summary: "Check the stream's order, gaps and hash chain",
  access: "files",
  input: z.strictObject({}),
  async run(studio, _input, caller) {
    const { events, ...found } = await prove("chain", await locateStore(studio), caller.signal);
    return { ok: found.chain === "ok", ...events, ...found };
  },
});

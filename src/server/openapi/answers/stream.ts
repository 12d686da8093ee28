import { z } from "zod";
import { EventValue } from "./events.ts";

const Found = z.enum(["ok", "damaged"]);
const Events = z.strictObject({ count: z.number(), head: z.number().describe("Seq of the newest event") });
const Problems = z.array(z.string()).describe("In words; empty when the record is whole");

export const EventListValue = z.strictObject({
  events: z.array(EventValue),
  next: z.number().describe("The `since` of the next page"),
  head: z.number().describe("Seq of the newest event"),
});

export const EventsVerifiedValue = z.strictObject({
  ok: z.boolean(),
  count: z.number(),
  head: z.number(),
  chain: Found,
  duplicatesRefused: z.number().nullable(),
  problems: Problems,
});

export const VerifiedValue = z.strictObject({
  ok: z.boolean(),
  events: Events,
  chain: Found,
  projections: z.array(z.strictObject({ name: z.string(), rows: z.number(), ok: z.boolean() })),
  blobs: z.strictObject({
    referenced: z.number(),
    present: z.number(),
    unreferenced: z.number(),
    damaged: z.number(),
  }),
  problems: Problems,
});

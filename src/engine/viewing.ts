import { z } from "zod";
import { Slug } from "../core/assets/records/fields.ts";
import { LEASE_MS, lend } from "../core/backends/viewing-leases.ts";
import { defineVerb } from "./verb.ts";

/** Tells what one screen shows: while it does, the jobs of these specs come first. Nothing is stored. */
export const viewingSetVerb = defineVerb({
  name: "viewing.set",
  summary: "Say which specs somebody looks at; their jobs come first for a short while",
  access: "read",
  input: z.strictObject({
    specIds: z.array(Slug).max(500).describe("Specs on the screen; none when nobody looks any more"),
    tab: z.string().min(1).max(64).default("only").describe("Names the screen: each has its own lease"),
  }),
  async run(studio, { specIds, tab }): Promise<{ readonly untilMs: number }> {
    const nowMs = studio.nowMs();
    studio.viewing.leases = lend(studio.viewing.leases, { tab, specIds, nowMs });
    studio.crew.bell.ring();
    return await Promise.resolve({ untilMs: nowMs + LEASE_MS });
  },
});

import { z } from "zod";

/** `snapshots/<id>/meta.json`: a checkpoint of the truth files, taken before and after whatever moves the pointer. */
export const SnapshotMeta = z.strictObject({
  format: z.literal("touchstone.snapshot/1").describe("Form of this file"),
  id: z.string().describe("Its id, a UUIDv7"),
  createdAtMs: z.int().min(0).describe("When, in ms since 1970"),
  reason: z.enum(["init", "pre-promote", "post-promote", "pre-remove", "post-remove", "pre-rollback", "import"]).describe("Why"),
  ref: z.string().nullable().describe("The transaction, node pack or snapshot that it is about"),
  generation: z.int().min(1).describe("The generation that it describes"),
  envId: z.string().describe("That generation's identity"),
  files: z.record(z.string(), z.string()).describe("Digest of each truth file in it"),
});
export type SnapshotMeta = z.infer<typeof SnapshotMeta>;

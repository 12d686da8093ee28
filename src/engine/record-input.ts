import { z } from "zod";
import type { Edit } from "../core/authored/edit-steps.ts";
import { isEditableValue } from "../core/authored/is-editable-value.ts";
import { EDITABLE_KINDS } from "../core/authored/record-address.ts";

export const KindInput = z.enum(EDITABLE_KINDS).describe("Kind of record");

/** Which record: what every verb on one record takes. */
export const RecordInput = z.strictObject({
  kind: KindInput,
  id: z.string().max(256).describe("Id of the record; `project`, `tags`, or `<checkpoint>.<id>.v<N>` for a profile"),
});

/** More changes at once than any form has fields. */
const MAX_EDITS = 500;

/** A form's changes; the core's `Edit`s but for what JSON cannot say. */
export const EditsInput = z
  .array(
    z.strictObject({
      path: z
        .array(z.union([z.string().max(1024).refine(isEditableKey, "no record has such a key"), z.int().min(0).max(20_000)]))
        .min(1)
        .max(32)
        .describe("Keys and list places, in today's spelling"),
      value: z.unknown().refine(isEditableValue, "it must be plain JSON, not too deep").optional().describe("Absent: remove it"),
    }),
  )
  .max(MAX_EDITS)
  .describe("Changes of the file, in order");

/** The text that a caller builds on, by its digest. */
export const BaseInput = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .describe("Digest of the text that the caller has seen");

function isEditableKey(key: string): boolean {
  return isEditableValue({ [key]: null });
}

/** Edits from outside in the form that the core takes. */
export function toEdits(edits: z.output<typeof EditsInput>): readonly Edit[] {
  return edits.map(({ path, value }) => ({ path, value }));
}

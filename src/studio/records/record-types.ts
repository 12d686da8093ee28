import type { VerbOutput } from "../../server/api.ts";
import type { FormEdit } from "../../core/forms/form-edit.ts";
import type { FormKind } from "../../core/forms/form-field.ts";

/** A record as the server shows it. */
export type ShownRecord = VerbOutput<"record.show">;

/** What edits would do, before anything is written. */
export type RecordPreview = VerbOutput<"record.preview">;

/** A ready spec that a change reaches. */
export type AffectedSpec = RecordPreview["affected"][number];

/** A record in a list. */
export type ListedRecord = VerbOutput<"record.list">["records"][number];

/** A record with edits that wait. */
export interface EditedRecord {
  readonly kind: FormKind;
  readonly id: string;
  readonly edits: readonly FormEdit[];
}

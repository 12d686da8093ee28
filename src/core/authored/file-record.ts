import type { z } from "zod";
import type { PlaceOf } from "./parse-tree.ts";
import type { FileRole } from "./project-layout.ts";
import type { RECORD_SCHEMAS, RecordKind } from "./record-kinds.ts";

/** One authored file's valid record, with the places of its parts. */
export interface FileRecord<K extends RecordKind = RecordKind> {
  readonly role: FileRole & { readonly kind: K };
  readonly file: string;
  readonly value: z.infer<(typeof RECORD_SCHEMAS)[K]>;
  readonly placeOf: PlaceOf;
}

/** The records of one kind. */
export function recordsOf<K extends RecordKind>(records: readonly FileRecord[], kind: K): FileRecord<K>[] {
  return records.filter((record): record is FileRecord<K> & FileRecord => isKind(record, kind));
}

export function isKind<K extends RecordKind>(record: FileRecord, kind: K): record is FileRecord<K> & FileRecord {
  return record.role.kind === kind;
}

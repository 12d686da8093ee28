import { useVerb } from "../api/use-verb.ts";
import type { FormKind } from "../../core/forms/form-field.ts";

/** A record as its file has it. */
export function useRecord(record: { readonly kind: FormKind; readonly id: string }) {
  return useVerb("record.show", record);
}

/** All records of a kind, broken ones too. */
export function useRecords(kind: FormKind) {
  return useVerb("record.list", { kind });
}

import type { FormEdit } from "../../core/forms/form-edit.ts";
import type { VerbInput } from "../../server/api.ts";

/** Edits as they travel: without a value, what stands at the path is removed. */
export function editsInput(edits: readonly FormEdit[]): VerbInput<"record.preview">["edits"] {
  return edits.map(({ path, value }) => ({ path: [...path], ...(value === undefined ? {} : { value }) }));
}

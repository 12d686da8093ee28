import { useMemo, useRef } from "react";
import type { FormEdit } from "../../../core/forms/form-edit.ts";
import type { NewRecord } from "../../records/use-new-record.ts";
import { suggestId } from "./wizard-steps.ts";
import { useSpecs } from "./use-specs.ts";

/** Lets the id of a new spec follow its title until a person writes one. */
export function useSuggestedId(record: NewRecord): { readonly suggest: (edits: readonly FormEdit[]) => void } {
  const { data } = useSpecs();
  const taken = useMemo(() => new Set([...(data?.specs ?? []), ...(data?.broken ?? [])].map((spec) => spec.id)), [data]);
  const isOwn = useRef(false);
  const suggest = (edits: readonly FormEdit[]): void => {
    if (edits.some((edit) => edit.path[0] === "id")) isOwn.current = true;
    const titled = edits.find((edit) => edit.path[0] === "title" && typeof edit.value === "string");
    const follows =
      titled !== undefined && !isOwn.current ? [{ path: ["id"], value: suggestId(titled.value as string, taken) }] : [];
    record.draft.edit([...edits, ...follows]);
  };
  return { suggest };
}

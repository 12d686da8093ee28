import { useCallback, useEffect, useMemo, useState } from "react";
import { applyEdits, mergeEdits, type FormEdit } from "../../core/forms/form-edit.ts";

/** A record that is being changed: what was read, and the edits that wait to be saved. */
export interface Draft {
  /** The value with the waiting edits. */
  readonly value: unknown;
  readonly edits: readonly FormEdit[];
  readonly isDirty: boolean;
  readonly edit: (edits: readonly FormEdit[]) => void;
  /** Forgets the edits; gives them back, so that they can be brought back. */
  readonly discard: () => readonly FormEdit[];
  readonly restore: (edits: readonly FormEdit[]) => void;
}

/** Edits that wait, by the name of their record: leaving a screen must not lose what was typed there. */
const kept = new Map<string, readonly FormEdit[]>();

interface DraftInput {
  /** Tells the record from all others, e.g. `spec ember-sword`. */
  readonly name: string;
  /** The value that the edits start from; when it changes, they stay. */
  readonly base: unknown;
  /** What a new record begins with. */
  readonly initial?: readonly FormEdit[];
}

/** Keeps the waiting edits of one record, also while its screen is left. */
export function useDraft({ name, base, initial = NOTHING }: DraftInput): Draft {
  const [edits, setEdits] = useState<readonly FormEdit[]>(() => kept.get(name) ?? initial);
  useEffect(() => {
    if (edits === initial || edits.length === 0) kept.delete(name);
    else kept.set(name, edits);
  }, [name, edits, initial]);
  const value = useMemo(() => applyEdits(base, edits), [base, edits]);
  const edit = useCallback(
    (added: readonly FormEdit[]) => {
      if (added.length > 0) setEdits((waiting) => mergeEdits(base, waiting, added));
    },
    [base],
  );
  const discard = useCallback(() => {
    setEdits([]);
    return edits;
  }, [edits]);
  return { value, edits, isDirty: edits.length > 0, edit, discard, restore: setEdits };
}

const NOTHING: readonly FormEdit[] = [];

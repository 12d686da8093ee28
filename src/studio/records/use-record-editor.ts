import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { buildForm, type Form } from "../../core/forms/build-form.ts";
import { toChoices } from "../../core/forms/to-choices.ts";
import type { FormKind } from "../../core/forms/form-field.ts";
import type { VerbOutput } from "../../server/api.ts";
import { ApiFailure } from "../api/api-failure.ts";
import { callVerb } from "../api/call-verb.ts";
import { notify } from "../components/toast-store.ts";
import { useDraft, type Draft } from "../forms/use-draft.ts";
import { editsInput } from "./edits-input.ts";
import type { RecordPreview, ShownRecord } from "./record-types.ts";
import { useRecord } from "./use-record.ts";
import { usePreview } from "./use-preview.ts";

type SavedRecord = VerbOutput<"record.save">;

/** A record that is read, changed and saved on one screen. */
export interface RecordEditor {
  readonly shown: ShownRecord | undefined;
  readonly error: Error | null;
  readonly draft: Draft;
  readonly form: Form | null;
  readonly preview: RecordPreview | null;
  readonly changed: ReadonlySet<string>;
  readonly isWaiting: boolean;
  readonly isSaving: boolean;
  /** Why the last save was refused; null after one that was not. */
  readonly refusal: ApiFailure | null;
  readonly save: () => Promise<SavedRecord | null>;
  readonly discard: () => void;
}

/** An editor whose record is there. */
export type LoadedEditor = RecordEditor & { readonly shown: ShownRecord; readonly form: Form };

export function isLoaded(editor: RecordEditor): editor is LoadedEditor {
  return editor.shown !== undefined && editor.form !== null;
}

/** Reads a record, keeps its edits, shows what they would do, and saves them with a way back. */
export function useRecordEditor(kind: FormKind, id: string): RecordEditor {
  const { data: shown, error } = useRecord({ kind, id });
  const client = useQueryClient();
  const draft = useDraft({ name: `${kind} ${id}`, base: shown?.value ?? NOTHING });
  const stamp = shown?.base ?? "";
  const edited = useMemo(() => (shown === undefined ? null : { kind, id, edits: draft.edits }), [shown, kind, id, draft.edits]);
  const { preview, changed, isWaiting, error: previewError } = usePreview(edited, stamp);
  const form = useMemo(() => {
    if (shown === undefined) return null;
    return buildForm({ kind, schema: shown.schema, choices: toChoices(shown.choices), value: draft.value, isNew: false });
  }, [shown, kind, draft.value]);
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<ApiFailure | null>(null);
  const save = async (): Promise<SavedRecord | null> => {
    if (shown === undefined || !draft.isDirty) return null;
    setSaving(true);
    try {
      const saved = await callVerb("record.save", { kind, id, edits: editsInput(draft.edits), base: shown.base });
      setRefusal(null);
      draft.discard();
      await client.invalidateQueries();
      sayItIsSaved({ kind, id }, saved, async () => await client.invalidateQueries());
      return saved;
    } catch (failure) {
      if (!(failure instanceof ApiFailure)) throw failure;
      setRefusal(failure);
      // Where the file has moved on, the edits are tried on what it is now.
      await client.invalidateQueries({ queryKey: ["record.show"] });
      return null;
    } finally {
      setSaving(false);
    }
  };
  const discard = (): void => {
    const edits = draft.discard();
    setRefusal(null);
    if (edits.length > 0) notify({ text: "Changes put aside", undo: () => draft.restore(edits) });
  };
  return { shown, error: error ?? previewError, draft, form, preview, changed, isWaiting, isSaving, refusal, save, discard };
}

const NOTHING = {};

function sayItIsSaved(record: { kind: FormKind; id: string }, saved: SavedRecord, again: () => Promise<void>): void {
  const { id, file, base, before } = saved;
  notify({
    text: before === null ? `Saved as ${file}` : `Saved ${record.id}`,
    undo: async () => {
      await callVerb("record.restore", { kind: record.kind, id, text: before?.text ?? null, base });
      await again();
    },
  });
}

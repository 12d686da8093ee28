import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { buildForm, type Form } from "../../core/forms/build-form.ts";
import { toChoices } from "../../core/forms/to-choices.ts";
import type { FormKind } from "../../core/forms/form-field.ts";
import type { FormEdit } from "../../core/forms/form-edit.ts";
import { valueAt } from "../../core/forms/value-at.ts";
import { ApiFailure } from "../api/api-failure.ts";
import { callVerb } from "../api/call-verb.ts";
import { useVerb } from "../api/use-verb.ts";
import { notify } from "../components/toast-store.ts";
import { useDraft, type Draft } from "../forms/use-draft.ts";
import { editsInput } from "./edits-input.ts";
import type { RecordPreview } from "./record-types.ts";
import { usePreview } from "./use-preview.ts";

/** A record that does not exist yet. */
export interface NewRecord {
  readonly id: string;
  readonly form: Form | null;
  readonly draft: Draft;
  readonly preview: RecordPreview | null;
  readonly changed: ReadonlySet<string>;
  readonly isWaiting: boolean;
  readonly isCreating: boolean;
  readonly error: Error | null;
  readonly refusal: ApiFailure | null;
  readonly create: () => Promise<void>;
}

/**
 * Keeps a new record until it is created, and shows what it would do.
 *
 * @param start  What it begins with, e.g. `{ output: { kind: "single_image" } }`.
 */
export function useNewRecord(kind: FormKind, start: Readonly<Record<string, unknown>>): NewRecord {
  const { data, error } = useVerb("record.start", { kind });
  const initial = useMemo(() => editsOf(start), [start]);
  const draft = useDraft({ name: `new ${kind}`, base: NOTHING, initial });
  const id = recordId(kind, draft.value);
  const asked = useMemo(() => (id === "" ? null : { kind, id, edits: draft.edits }), [kind, id, draft.edits]);
  const { preview, changed, isWaiting } = usePreview(asked, "");
  const form = useMemo(
    () =>
      data === undefined
        ? null
        : buildForm({ kind, schema: data.schema, choices: toChoices(data.choices), value: draft.value, isNew: true }),
    [data, kind, draft.value],
  );
  const { isCreating, refusal, create } = useCreate(kind, id, draft);
  return { id, form, draft, preview, changed, isWaiting, isCreating, error, refusal, create };
}

const NOTHING = {};

/** What a record that is being written will be called: a profile carries its checkpoint and its version in its name. */
function recordId(kind: FormKind, value: unknown): string {
  const at = (key: string): string => {
    const part = valueAt(value, [key]);
    return typeof part === "string" || typeof part === "number" ? String(part) : "";
  };
  if (kind !== "profile") return at("id");
  return at("checkpointId") === "" || at("id") === "" ? "" : `${at("checkpointId")}.${at("id")}.v${at("version")}`;
}

function editsOf(start: Readonly<Record<string, unknown>>): readonly FormEdit[] {
  return Object.entries(start).map(([key, value]) => ({ path: [key], value }));
}

function useCreate(kind: FormKind, id: string, draft: Draft): Pick<NewRecord, "isCreating" | "refusal" | "create"> {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  const [refusal, setRefusal] = useState<ApiFailure | null>(null);
  const create = async (): Promise<void> => {
    setCreating(true);
    try {
      const saved = await callVerb("record.create", { kind, id, edits: editsInput(draft.edits) });
      draft.discard();
      await client.invalidateQueries();
      notify({
        text: `Created ${saved.file}`,
        undo: async () => {
          await callVerb("record.restore", { kind, id: saved.id, text: null, base: saved.base });
          // First away from it: asking again for what is gone would fail.
          await navigate(kind === "spec" ? { to: "/specs" } : { to: "/settings/$kind", params: { kind } });
          await client.invalidateQueries();
        },
      });
      if (kind === "spec") await navigate({ to: "/specs/$spec", params: { spec: saved.id } });
      else await navigate({ to: "/settings/$kind/$id", params: { kind, id: saved.id } });
    } catch (failure) {
      if (!(failure instanceof ApiFailure)) throw failure;
      setRefusal(failure);
    } finally {
      setCreating(false);
    }
  };
  return { isCreating, refusal, create };
}

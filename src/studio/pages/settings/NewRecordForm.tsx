import { useState } from "react";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import { findFieldProblems } from "../../../core/forms/check-field.ts";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { focusField } from "../../forms/field-ids.ts";
import { RecordForm } from "../../forms/RecordForm.tsx";
import { AffectedView } from "../../records/AffectedView.tsx";
import { EditorLayout } from "../../records/EditorLayout.tsx";
import type { RecordWords } from "../../records/record-kinds.ts";
import { useNewRecord } from "../../records/use-new-record.ts";
import { YamlView } from "../../records/YamlView.tsx";
import { NEW_RECORD_ACTIONS } from "./settings-actions.ts";
import records from "../../records/records.module.css";

/** What a new record of a kind begins with. */
const STARTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { profile: { version: 1 } };
const NOTHING = {};

/** A record that does not exist yet. */
export function NewRecordForm({ words }: { words: RecordWords }) {
  const record = useNewRecord(words.kind, STARTS[words.kind] ?? NOTHING);
  const [side, setSide] = useState<"file" | "reach">("file");
  const [isTried, setTried] = useState(false);
  const { form, preview } = record;
  const create = (): void => {
    const [first] = form === null ? [] : findFieldProblems(form.fields, form.input.choices);
    setTried(true);
    if (first === undefined) void record.create();
    else focusField(first.key);
  };
  const actions: readonly Action[] = NEW_RECORD_ACTIONS.map((one) => ({ ...one, run: create, primary: true }));
  useActions("new-record", actions);
  if (form === null)
    return record.error === null ? <Loading what="Reading what can be chosen" /> : <Failure error={record.error} />;
  return (
    <EditorLayout
      head={
        <>
          <div className={records["title"]}>
            <h1>New {words.one}</h1>
            <div className={records["actions"]}>
              {actions.map((action) => (
                <ActionButton key={action.id} action={action} screen="new-record" />
              ))}
            </div>
          </div>
          <p className={records["sub"]}>{words.sentence}</p>
          {record.refusal === null ? null : <Failure error={record.refusal} />}
        </>
      }
      form={<RecordForm form={form} edit={record.draft.edit} problems={preview?.problems ?? []} showAll={isTried} />}
      tabs={[
        { id: "file", label: "File" },
        { id: "reach", label: "What this makes stale" },
      ]}
      tab={side}
      onTab={setSide}
      isWaiting={record.isWaiting}
      side={
        preview === null ? (
          <p className={records["quiet"]}>Give it an id, and its file appears here.</p>
        ) : side === "file" ? (
          <YamlView file={`${words.many.toLowerCase()}/${record.id}.yaml`} before={null} after={preview.text} />
        ) : (
          <AffectedView affected={preview.affected} isDirty />
        )
      }
    />
  );
}

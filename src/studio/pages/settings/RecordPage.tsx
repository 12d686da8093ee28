import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Action } from "../../actions/action.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { useActions } from "../../actions/action-store.ts";
import type { FormKind } from "../../../core/forms/form-field.ts";
import { valueAt } from "../../../core/forms/value-at.ts";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { RecordForm } from "../../forms/RecordForm.tsx";
import { AffectedView } from "../../records/AffectedView.tsx";
import { EditorLayout } from "../../records/EditorLayout.tsx";
import { findRecordWords, type RecordWords } from "../../records/record-kinds.ts";
import { SaveNotice } from "../../records/SaveNotice.tsx";
import { isLoaded, type LoadedEditor, type RecordEditor, useRecordEditor } from "../../records/use-record-editor.ts";
import { YamlView } from "../../records/YamlView.tsx";
import { NewRecordForm } from "./NewRecordForm.tsx";
import { PolicyForm } from "./PolicyForm.tsx";
import { RECORD_ACTIONS } from "./settings-actions.ts";
import { TagForm } from "./TagForm.tsx";
import { UnknownKind } from "./UnknownKind.tsx";
import records from "../../records/records.module.css";

/** Which side is looked at, which part of the policies, which tag; all stand in the address. */
interface Search {
  readonly side?: "file";
  readonly part?: string;
  readonly tag?: string;
}

/** One record of the settings: its form, which specs a change reaches, and its file. */
export function RecordPage() {
  const { kind, id } = useParams({ strict: false }) as { readonly kind: string; readonly id: string };
  const words = findRecordWords(kind);
  if (words === undefined) return <UnknownKind kind={kind} />;
  if (id === "new" && words.only === null) return <NewRecordForm key={kind} words={words} />;
  return <RecordEditorPage key={`${kind} ${id}`} words={words} id={id} />;
}

function RecordEditorPage({ words, id }: { words: RecordWords; id: string }) {
  const { kind } = words;
  const editor = useRecordEditor(kind, id);
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const look = (to: Search, at = id): void =>
    void navigate({ to: "/settings/$kind/$id", params: { kind, id: at }, search: to, replace: true });
  const flip = (): void => look(withSide(search, search.side === "file" ? "reach" : "file"));
  const actions = useRecordActions(editor, { flip, follow: (saved) => (saved === id ? undefined : look(search, saved)) });
  useActions("record", actions);
  if (!isLoaded(editor)) {
    return editor.error === null ? <Loading what={`Reading ${id}`} /> : <Failure error={editor.error} />;
  }
  return (
    <EditorLayout
      head={<RecordHead words={words} id={id} editor={editor} actions={actions} />}
      form={<KindForm kind={kind} editor={editor} search={search} onTag={(tag) => look({ ...search, tag })} />}
      tabs={[
        { id: "reach", label: "What this makes stale", ...reachNote(editor) },
        { id: "file", label: "File", ...(editor.draft.isDirty ? { note: "changed" } : {}) },
      ]}
      tab={search.side ?? "reach"}
      onTab={(tab) => look(withSide(search, tab))}
      isWaiting={editor.isWaiting}
      side={<RecordSide editor={editor} side={search.side ?? "reach"} />}
    />
  );
}

interface RecordHeadProps {
  readonly words: RecordWords;
  readonly id: string;
  readonly editor: LoadedEditor;
  readonly actions: readonly Action[];
}

function RecordHead({ words, id, editor, actions }: RecordHeadProps) {
  const { value } = editor.draft;
  return (
    <>
      <div className={records["title"]}>
        <h1>{words.only === null ? (titleOf(value) ?? id) : words.many}</h1>
        {words.only === null ? <code>{id}</code> : null}
        <div className={records["actions"]}>
          {actions
            .filter((action) => action.id !== "side")
            .map((action) => (
              <ActionButton key={action.id} action={action} screen="record" quiet={action.id === "discard"} />
            ))}
        </div>
      </div>
      <p className={records["sub"]}>{subOf(words.kind, value) ?? words.sentence}</p>
      <SaveNotice editor={editor} />
    </>
  );
}

interface KindFormProps {
  readonly kind: FormKind;
  readonly editor: LoadedEditor;
  readonly search: Search;
  readonly onTag: (tag: string) => void;
}

/** The form of a record; the two kinds that are very long have a list of their parts beside it. */
function KindForm({ kind, editor: { form, draft, shown, preview }, search, onTag }: KindFormProps) {
  const problems = preview?.problems ?? shown.problems;
  if (kind === "project") return <PolicyForm form={form} edit={draft.edit} problems={problems} part={search.part ?? null} />;
  if (kind === "tags") return <TagForm form={form} draft={draft} problems={problems} tag={search.tag ?? null} onTag={onTag} />;
  return <RecordForm form={form} edit={draft.edit} problems={problems} />;
}

function RecordSide({ editor: { shown, preview, draft }, side }: { editor: LoadedEditor; side: "reach" | "file" }) {
  if (side === "file") return <YamlView file={shown.file} before={shown.text} after={preview?.text ?? shown.text} />;
  return <AffectedView affected={preview?.affected ?? []} isDirty={draft.isDirty} />;
}

function withSide({ side: _side, ...rest }: Search, side: "reach" | "file"): Search {
  return side === "file" ? { ...rest, side } : rest;
}

function reachNote({ draft, preview }: RecordEditor): { readonly note?: string } {
  const reached = (preview?.affected ?? []).filter((spec) => spec.status === "ready" && spec.differences.length > 0).length;
  return draft.isDirty && preview !== null ? { note: String(reached) } : {};
}

function titleOf(value: unknown): string | null {
  const title = valueAt(value, ["title"]) ?? valueAt(value, ["id"]);
  return typeof title === "string" && title !== "" ? title : null;
}

/** What one must know before saving. */
function subOf(kind: FormKind, value: unknown): string | null {
  const version = valueAt(value, ["version"]);
  if (kind !== "profile" || typeof version !== "number") return null;
  return `Version ${version} stays as it is: saving writes version ${version + 1}. Ready specs keep the version they were pinned to.`;
}

interface Ways {
  readonly flip: () => void;
  /** Goes to where a save put the record: a profile's next version is another record. */
  readonly follow: (id: string) => void;
}

function useRecordActions(editor: RecordEditor, { flip, follow }: Ways): readonly Action[] {
  const { draft } = editor;
  const save = async (): Promise<void> => {
    const saved = await editor.save();
    if (saved !== null) follow(saved.id);
  };
  const runs: Readonly<Record<(typeof RECORD_ACTIONS)[number]["id"], Omit<Action, "id" | "label" | "key">>> = {
    save: { run: () => void save(), when: () => draft.isDirty && !editor.isSaving, primary: true },
    discard: { run: editor.discard, when: () => draft.isDirty },
    side: { run: flip },
  };
  return RECORD_ACTIONS.map((words) => ({ ...words, ...runs[words.id] })).toReversed();
}

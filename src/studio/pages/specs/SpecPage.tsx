import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useActions } from "../../actions/action-store.ts";
import type { Action } from "../../actions/action.ts";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { RecordForm } from "../../forms/RecordForm.tsx";
import { PlanView } from "../../plan/PlanView.tsx";
import { BlockerList } from "../../records/BlockerList.tsx";
import { EditorLayout } from "../../records/EditorLayout.tsx";
import { SaveNotice } from "../../records/SaveNotice.tsx";
import type { RecordPreview } from "../../records/record-types.ts";
import { type LoadedEditor, type RecordEditor, isLoaded, useRecordEditor } from "../../records/use-record-editor.ts";
import { InlineCode } from "../../text/InlineCode.tsx";
import { SpecShortage } from "../../backends/ShortageNotice.tsx";
import { useViewing } from "../../viewing/viewing-store.ts";
import records from "../../records/records.module.css";
import { YamlView } from "../../records/YamlView.tsx";
import { CheckpointSwitch } from "./CheckpointSwitch.tsx";
import { SpecHead } from "./SpecHead.tsx";
import { SPEC_ACTIONS } from "./specs-actions.ts";
import { StaleNotice } from "./StaleNotice.tsx";
import { type ListedSpec, useSpecs } from "./use-specs.ts";
import { useSpecActs } from "./use-spec-acts.ts";

/** Which side is looked at, and the checkpoint that is compared with; both stand in the address. */
interface Search {
  readonly side?: "file";
  readonly checkpoint?: string;
}

/** One spec: its form on the left, what would be made and why on the right, what stands in the way above. */
export function SpecPage() {
  const { spec } = useParams({ strict: false }) as { readonly spec: string };
  useViewing([spec]);
  // Another spec is another page: edits that wait belong to the one they were made in.
  return <SpecEditor key={spec} id={spec} />;
}

function SpecEditor({ id }: { id: string }) {
  const editor = useRecordEditor("spec", id);
  const { data: list } = useSpecs();
  const listed = list?.specs.find((one) => one.id === id);
  const { side, checkpoint } = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const look = (search: Search): void => void navigate({ to: "/specs/$spec", params: { spec: id }, search, replace: true });
  const actions = useSpecActions(editor, listed, {
    flip: () => look(side === "file" ? {} : { side: "file" }),
    switchCheckpoint: () => look({ checkpoint: "" }),
  });
  useActions("spec", actions);
  if (!isLoaded(editor)) {
    return editor.error === null ? <Loading what={`Reading ${id}`} /> : <Failure error={editor.error} />;
  }
  return (
    <>
      <SpecScreen
        editor={editor}
        listed={listed}
        actions={actions}
        side={side ?? "plan"}
        onSide={(tab) => look(tab === "file" ? { side: "file" } : {})}
      />
      {checkpoint === undefined ? null : (
        <CheckpointSwitch
          spec={id}
          editor={editor}
          checkpoint={checkpoint}
          onLook={(chosen) => look({ checkpoint: chosen })}
          onClose={() => look({})}
        />
      )}
    </>
  );
}

interface SpecScreenProps {
  readonly editor: LoadedEditor;
  readonly listed: ListedSpec | undefined;
  readonly actions: readonly Action[];
  readonly side: "plan" | "file";
  readonly onSide: (side: "plan" | "file") => void;
}

function SpecScreen({ editor, listed, actions, side, onSide }: SpecScreenProps) {
  const { shown, form, preview, draft } = editor;
  return (
    <EditorLayout
      head={
        <>
          <SpecHead id={shown.id} value={draft.value} listed={listed} actions={actions} isDirty={draft.isDirty} />
          <SaveNotice editor={editor} />
          <StaleNotice listed={listed} />
          <BlockerList blockers={preview?.spec?.blockers ?? []} />
          <SpecShortage renderer={preview?.spec?.plan.renderer} />
        </>
      }
      form={<RecordForm form={form} edit={draft.edit} problems={preview?.problems ?? shown.problems} />}
      tabs={[
        { id: "plan", label: "Plan" },
        { id: "file", label: "File", ...(draft.isDirty ? { note: "changed" } : {}) },
      ]}
      tab={side}
      onTab={onSide}
      isWaiting={editor.isWaiting}
      side={
        side === "file" ? (
          <YamlView file={shown.file} before={shown.text} after={preview?.text ?? shown.text} />
        ) : (
          <PlanSide editor={editor} />
        )
      }
    />
  );
}

/** The plan of the spec as it stands in the form, or why there is none: what stands there may be no spec yet. */
function PlanSide({ editor: { preview, error, changed } }: { editor: RecordEditor }) {
  if (preview?.spec != null) return <PlanView plan={preview.spec.plan} changed={changed} />;
  if (preview !== null) return <NoPlan problems={[...preview.problems, ...preview.warnings]} />;
  return error === null ? <Loading what="Planning" /> : <Failure error={error} />;
}

/** Why there is no plan: what stands in the form, or another file that all plans read. */
function NoPlan({ problems }: { problems: RecordPreview["problems"] }) {
  return (
    <>
      <p>— No plan yet. First put right:</p>
      <ul className={records["reasons"]}>
        {problems.map(({ message, place, hint }) => (
          <li key={`${place?.file} ${place?.line} ${message}`}>
            <span aria-hidden="true">✕</span> <InlineCode text={message} />
            {hint === undefined ? null : <InlineCode text={`. ${hint}`} />}
            {place === undefined ? null : <code>{` ${place.file}:${place.line}`}</code>}
          </li>
        ))}
      </ul>
    </>
  );
}

interface Ways {
  readonly flip: () => void;
  readonly switchCheckpoint: () => void;
}

function useSpecActions(editor: RecordEditor, listed: ListedSpec | undefined, ways: Ways): readonly Action[] {
  const acts = useSpecActs();
  const { draft } = editor;
  const id = listed?.id ?? "";
  const can = whatCanBeDone(editor, listed);
  const runs: Readonly<Record<(typeof SPEC_ACTIONS)[number]["id"], Omit<Action, "id" | "label" | "key">>> = {
    save: { run: () => void editor.save(), when: () => can.save, primary: draft.isDirty },
    discard: { run: editor.discard, when: () => draft.isDirty },
    ready: { run: () => void acts.ready(id), when: () => can.ready, primary: can.ready },
    rebind: { run: () => void acts.rebind(id), when: () => can.rebind, primary: can.rebind },
    make: { run: () => void acts.make(id), when: () => can.make, primary: can.make && !can.rebind },
    switch: { run: ways.switchCheckpoint },
    side: { run: ways.flip },
  };
  return SPEC_ACTIONS.map((words) => ({ ...words, ...runs[words.id] }));
}

/** What waits for a save must not be frozen or made: it would be done with what is in the file. */
function whatCanBeDone({ draft, preview, isSaving }: RecordEditor, listed: ListedSpec | undefined) {
  const isClean = !draft.isDirty && listed !== undefined;
  const isBlocked = (preview?.spec?.blockers.length ?? 0) > 0;
  return {
    save: draft.isDirty && !isSaving,
    ready: isClean && listed.status === "draft" && !isBlocked,
    rebind: isClean && listed.stale,
    make: isClean && listed.status === "ready",
  };
}

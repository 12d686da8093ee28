import { useId } from "react";
import { Button } from "../../components/Button.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Sheet } from "../../components/Sheet.tsx";
import { notify } from "../../components/toast-store.ts";
import { useVerb } from "../../api/use-verb.ts";
import type { FormEdit } from "../../../core/forms/form-edit.ts";
import { valueAt } from "../../../core/forms/value-at.ts";
import { PlanDifferences } from "../../plan/PlanDifferences.tsx";
import { PlanView } from "../../plan/PlanView.tsx";
import type { RecordEditor } from "../../records/use-record-editor.ts";
import css from "./specs.module.css";

interface CheckpointSwitchProps {
  readonly spec: string;
  readonly editor: RecordEditor;
  /** The checkpoint to compare with; "" while none is chosen. */
  readonly checkpoint: string;
  readonly onLook: (checkpoint: string) => void;
  readonly onClose: () => void;
}

/** Two plans side by side: the spec as it is, and on another checkpoint. Nothing is made; adopting it changes the form. */
export function CheckpointSwitch({ spec, editor, checkpoint, onLook, onClose }: CheckpointSwitchProps) {
  const now = valueAt(editor.draft.value, ["checkpoint"]);
  const others = (editor.shown?.choices.checkpoints ?? []).filter((choice) => choice.id !== now);
  const chosen = others.some((choice) => choice.id === checkpoint) ? checkpoint : (others[0]?.id ?? "");
  const select = useId();
  const adopt = (): void => {
    editor.draft.edit(switchEdits(editor.draft.value, chosen));
    notify({ text: `${spec} now names ${chosen}; save to keep it` });
    onClose();
  };
  return (
    <Sheet title="Switch the checkpoint" size="wide" onClose={onClose}>
      <div className={css["switch"]}>
        {chosen === "" ? (
          <p>There is no other checkpoint. Add one in the settings.</p>
        ) : (
          <>
            <div className={css["switchBar"]}>
              <label htmlFor={select}>
                Compare with
                <select ref={startHere} id={select} value={chosen} onChange={(event) => onLook(event.currentTarget.value)}>
                  {others.map((choice) => (
                    <option key={choice.id} value={choice.id}>
                      {choice.title ?? choice.id}
                    </option>
                  ))}
                </select>
              </label>
              <Button tone="primary" onClick={adopt}>
                Adopt {chosen}
              </Button>
              <p className={css["quiet"]}>Its own default profile and baseline apply. Nothing is made or saved yet.</p>
            </div>
            <Comparison spec={spec} checkpoint={chosen} />
          </>
        )}
      </div>
    </Sheet>
  );
}

/** The cursor goes here when the sheet opens, rather than to the button that closes it. */
function startHere(element: HTMLElement | null): void {
  element?.setAttribute("autofocus", "");
}

/** What names the old checkpoint goes with it: the profile and the baseline are its own. */
function switchEdits(value: unknown, checkpoint: string): readonly FormEdit[] {
  const own = [["profile"], ["baseline"]].filter((path) => valueAt(value, path) !== undefined);
  return [{ path: ["checkpoint"], value: checkpoint }, ...own.map((path) => ({ path }))];
}

function Comparison({ spec, checkpoint }: { spec: string; checkpoint: string }) {
  const { data, error } = useVerb("plan", { spec, diff: checkpoint }, { keepPrevious: true });
  if (error !== null) return <Failure error={error} />;
  if (data === undefined) return <Loading what={`Planning ${spec} on ${checkpoint}`} />;
  const { plan, other, differences } = data;
  return (
    <>
      <p role="status">
        {differences.length} {differences.length === 1 ? "decision differs" : "decisions differ"}
        {other !== null && other.explanation.blocked.length > 0
          ? `; on ${checkpoint} it is blocked ${other.explanation.blocked.length} times`
          : null}
        .
      </p>
      <PlanDifferences differences={differences} sides={[plan.checkpoint?.id ?? "now", checkpoint]} />
      {other === null ? null : (
        <details>
          <summary>Both plans in full</summary>
          <div className={css["sides"]}>
            <div>
              <h3>{plan.checkpoint?.id ?? "—"}</h3>
              <PlanView plan={plan} />
            </div>
            <div>
              <h3>{checkpoint}</h3>
              <PlanView plan={other} />
            </div>
          </div>
        </details>
      )}
    </>
  );
}

import { Link } from "@tanstack/react-router";
import type { Action } from "../../actions/action.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { valueAt } from "../../../core/forms/value-at.ts";
import { Mark } from "../../components/Mark.tsx";
import { STATUS_MARKS } from "./status-marks.ts";
import type { ListedSpec } from "./use-specs.ts";
import records from "../../records/records.module.css";

interface SpecHeadProps {
  readonly id: string;
  readonly value: unknown;
  readonly listed: ListedSpec | undefined;
  readonly actions: readonly Action[];
  readonly isDirty: boolean;
}

/** A spec's name, how it stands, and what can be done with it. */
export function SpecHead({ id, value, listed, actions, isDirty }: SpecHeadProps) {
  const title = valueAt(value, ["title"]);
  const shown = isDirty ? ["discard", "save"] : ["switch", "rebind", "ready", "make"];
  return (
    <>
      <div className={records["title"]}>
        <h1>{typeof title === "string" && title !== "" ? title : id}</h1>
        <code>{id}</code>
        {listed === undefined ? null : <Mark look={STATUS_MARKS[listed.status]} />}
        <div className={records["actions"]}>
          {shown.flatMap((name) => {
            const action = actions.find((one) => one.id === name);
            const isIdle = action?.when?.() === false && name === "rebind";
            return action === undefined || isIdle ? [] : [<ActionButton key={name} action={action} screen="spec" />];
          })}
        </div>
      </div>
      <div className={records["sub"]}>
        {isDirty ? <span>Not saved yet. Ready and make wait until it is.</span> : null}
        {listed?.versionId == null ? null : (
          <Link to="/assets/$version" params={{ version: listed.versionId }}>
            Open its asset
          </Link>
        )}
      </div>
    </>
  );
}

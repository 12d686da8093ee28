import type { Blocker } from "../../core/assets/ready/blockers.ts";
import { findBlockerField } from "../../core/forms/blocker-field.ts";
import { focusField } from "../forms/field-ids.ts";
import { InlineCode } from "../text/InlineCode.tsx";
import css from "./records.module.css";

/** Everything that stands in a spec's way at once, each with its way out, and a way to the field where that lies. */
export function BlockerList({ blockers }: { blockers: readonly Blocker[] }) {
  if (blockers.length === 0) return null;
  return (
    <div className={css["notice"]} data-tone="exception">
      <ul className={css["blockers"]} aria-label="What stands in the way">
        {blockers.map((blocker) => (
          <BlockerLine key={`${blocker.code} ${blocker.detail}`} blocker={blocker} />
        ))}
      </ul>
    </div>
  );
}

function BlockerLine({ blocker }: { blocker: Blocker }) {
  const field = findBlockerField(blocker);
  return (
    <li>
      <span aria-hidden="true">!</span>
      <div>
        <p>
          Blocked: <InlineCode text={blocker.detail} />
        </p>
        <p className={css["wayOut"]}>
          <InlineCode text={blocker.hint} />
          {field === null ? null : (
            <button type="button" className={css["jump"]} onClick={() => focusNearest(field)}>
              Go to the field
            </button>
          )}
        </p>
      </div>
    </li>
  );
}

/** A part of a group that is not set has no field yet: then the group has one. */
function focusNearest(key: string): void {
  const steps = key.split(".");
  const shown = steps.map((_, index) => steps.slice(0, steps.length - index).join(".")).find(isShown);
  if (shown !== undefined) focusField(shown);
}

function isShown(key: string): boolean {
  return document.querySelector(`[data-field="${CSS.escape(key)}"]`) !== null;
}

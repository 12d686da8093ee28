import type { ReactNode } from "react";
import type { BackendState } from "../../../core/backends/backend-state.ts";
import { backendName, healthMark } from "../../../core/backends/backend-words.ts";
import type { Action } from "../../actions/action.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { Button } from "../../components/Button.tsx";
import { Mark } from "../../components/Mark.tsx";
import { InlineCode } from "../../text/InlineCode.tsx";
import { BackendFacts } from "./BackendFacts.tsx";
import { ModelList } from "./ModelList.tsx";
import { ReportView } from "./ReportView.tsx";
import type { TestResult } from "./use-tests.ts";
import css from "./backends.module.css";

interface BackendCardProps {
  readonly backend: BackendState;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly actions: readonly Action[];
  readonly test: TestResult | undefined;
  readonly onCloseTest: () => void;
}

/** One renderer: how it is and why, what it is and does, and what can be done with it. */
export function BackendCard({ backend, isChosen, onChoose, actions, test, onCloseTest }: BackendCardProps): ReactNode {
  const { id, kind, enabled, detail, hint, models } = backend;
  const name = backendName(backend);
  return (
    <article
      className={css["card"]}
      aria-label={name}
      aria-current={isChosen ? "true" : undefined}
      data-backend={id}
      tabIndex={-1}
      onFocus={onChoose}
      onClick={onChoose}
    >
      <header className={css["head"]}>
        <Mark look={healthMark(backend)} />
        <h2>{name}</h2>
        {kind === "builtin" ? null : <code>{backend.url}</code>}
        <div className={css["buttons"]} role="group" aria-label={`What to do with ${name}`}>
          {actions.map((action) => (
            <ActionButton key={action.id} action={action} screen="backends" quiet={action.id !== "toggle"} />
          ))}
        </div>
      </header>
      {enabled && detail !== null ? <Trouble detail={detail} hint={hint} /> : null}
      <BackendFacts backend={backend} />
      {models === null || models.length === 0 ? null : <ModelList backend={id} models={models} />}
      {test === undefined ? null : (
        <section className={css["tested"]} aria-label={`Test of ${name}`}>
          <ReportView result={test} />
          {test.kind === "asking" ? null : (
            <Button tone="quiet" onClick={onCloseTest}>
              Close the report
            </Button>
          )}
        </section>
      )}
    </article>
  );
}

/** Why a server is down or what is odd about it, with the way out. */
function Trouble({ detail, hint }: { readonly detail: string; readonly hint: string | null }): ReactNode {
  return (
    <p className={css["trouble"]}>
      <InlineCode text={`${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`} />
      {hint === null ? null : (
        <span className={css["hint"]}>
          <InlineCode text={`→ ${hint}`} />
        </span>
      )}
    </p>
  );
}

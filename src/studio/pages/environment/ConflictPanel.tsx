import { type FormEvent, type ReactNode, useState } from "react";
import type { Conflict } from "../../../core/env/conflict/conflict.ts";
import { conflictHead, requirerWords } from "../../../core/env/view/conflict-words.ts";
import type { Action } from "../../actions/action.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { Button } from "../../components/Button.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import css from "./environment.module.css";

interface ConflictPanelProps {
  readonly conflict: Conflict;
  /** One for each way out that a key takes, in their order. */
  readonly approvals: readonly Action[];
  /** Tries it again with an override that was typed. */
  readonly onResolve: (pin: string) => void;
}

/** Why no set of packages satisfies everybody: who asks for what, and overrides to choose from, one key each. */
export function ConflictPanel({ conflict, approvals, onResolve }: ConflictPanelProps): ReactNode {
  const { packages, explanation } = conflict;
  return (
    <section className={css.card} aria-labelledby="conflict">
      <h2 id="conflict">
        <span className={css.uncertain} aria-hidden="true">
          ?
        </span>{" "}
        {conflictHead(conflict)}
      </h2>
      {packages.map((disputed) => (
        <div key={disputed.package} className={css.disputed}>
          <h3>
            <code>{disputed.package}</code>
          </h3>
          <ul>
            {disputed.requirers.map((requirer, at) => (
              <li key={at}>
                <Ticked text={requirerWords(requirer)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <Ways conflict={conflict} approvals={approvals} />
      <OtherPin onResolve={onResolve} />
      <details className={css.more} open={packages.length === 0}>
        <summary>The resolver’s own words</summary>
        <pre>{explanation.trim()}</pre>
      </details>
    </section>
  );
}

interface WaysProps {
  readonly conflict: Conflict;
  readonly approvals: readonly Action[];
}

function Ways({ conflict: { kind, proposals }, approvals }: WaysProps): ReactNode {
  const [first] = approvals;
  if (kind === "needs_build" && first !== undefined) {
    return (
      <div className={css.ways}>
        <ActionButton action={first} screen="env-tx" />
        <span className={css.exception}>runs its code on this machine</span>
      </div>
    );
  }
  if (proposals.length === 0) return <p className={css.mute}>No override that is known of would resolve it.</p>;
  return (
    <ol className={css.proposals} aria-label="Proposed overrides">
      {proposals.map(({ pin, breaks, isCore }, at) => (
        <li key={pin}>
          {approvals[at] === undefined ? <code>{pin}</code> : <ActionButton action={approvals[at]} screen="env-tx" />}
          <span className={css.about}>
            {isCore ? <span className={css.core}>core: promoting asks for your word</span> : null}
            {breaks.length === 0 ? null : <span className={css.mute}>overrules: {breaks.join("; ")}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What an override looks like: a package, and exactly one version. */
const PIN = /^[A-Za-z0-9][A-Za-z0-9._-]*==[^\s=<>,;]+$/;

/** A version that nobody proposed: who knows one types it. */
function OtherPin({ onResolve }: { readonly onResolve: (pin: string) => void }): ReactNode {
  const [pin, setPin] = useState("");
  const canSend = PIN.test(pin.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (canSend) onResolve(pin.trim());
  };
  return (
    <form className={css.otherPin} onSubmit={submit}>
      <input
        type="text"
        className={css.input}
        aria-label="Another override"
        placeholder="another one: package==version"
        autoComplete="off"
        spellCheck={false}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!canSend}>
        Try it
      </Button>
    </form>
  );
}

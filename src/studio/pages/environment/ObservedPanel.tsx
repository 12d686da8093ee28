import type { ReactNode } from "react";
import { durationWords } from "../../../core/report/duration-words.ts";
import { CORE_PACKAGES } from "../../../core/env/config.ts";
import { packageChanges } from "../../../core/env/view/package-changes.ts";
import { observationMarkOf } from "../../../core/env/view/tx-marks.ts";
import { Mark } from "../../components/Mark.tsx";
import { countWords } from "../playtest/playtest-words.ts";
import { ChangeTable } from "./ChangeTable.tsx";
import type { TxShown } from "./use-environment.ts";
import css from "./environment.module.css";

type Observed = NonNullable<TxShown["tx"]["observed"]>;

/** How the candidate's ComfyUI behaved while it was watched, and what starting it changed. */
export function ObservedPanel({ tx: { observed, observation, runtimeDrift, runExitCode } }: Pick<TxShown, "tx">): ReactNode {
  if (observed === null) return null;
  const drift = runtimeDrift === null ? [] : packageChanges(runtimeDrift, CORE_PACKAGES);
  return (
    <section className={css.card} aria-labelledby="observed">
      <h2 id="observed">How its ComfyUI behaved</h2>
      <p>
        <Mark look={observationMarkOf(observation)} />{" "}
        <span className={css.mute}>
          watched for {durationWords(observed.durationMs)}
          {observed.comfyuiVersion === null ? "" : `, version ${observed.comfyuiVersion}`}
          {runExitCode === null ? "" : `, exit code ${runExitCode}`}
        </span>
      </p>
      <ImportFailures failures={observed.importFailures} />
      <Classes classes={observed.nodeClasses} />
      {drift.length === 0 ? null : (
        <>
          <p className={css.exception}>Starting it changed packages beyond the lock:</p>
          <ChangeTable label="What starting it changed" lines={drift} />
        </>
      )}
    </section>
  );
}

function ImportFailures({ failures }: { readonly failures: Observed["importFailures"] }): ReactNode {
  if (failures.length === 0) return null;
  return (
    <ul className={css.failures} aria-label="Node packs that could not be imported">
      {failures.map(({ node, message }) => (
        <li key={node}>
          <span className={css.fail} aria-hidden="true">
            ✕
          </span>
          <span>
            <b>{node}</b> <code className={css.mute}>{message}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Names that stand in a line; more are counted. */
const NAMED = 8;

function Classes({ classes }: { readonly classes: Observed["nodeClasses"] }): ReactNode {
  if (classes === null) return <p className={css.mute}>Its node classes were not asked for.</p>;
  const { added, removed } = classes;
  if (added.length === 0 && removed.length === 0) return <p className={css.mute}>It has the same node classes as production.</p>;
  return (
    <>
      {added.length === 0 ? null : (
        <p>
          {countWords(added.length, "node class", "node classes")} more: <code>{someOf(added)}</code>
        </p>
      )}
      {removed.length === 0 ? null : (
        <p className={css.fail}>
          {countWords(removed.length, "node class", "node classes")} gone: <code>{someOf(removed)}</code>
        </p>
      )}
    </>
  );
}

function someOf(names: readonly string[]): string {
  return names.length <= NAMED ? names.join(", ") : `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} others`;
}

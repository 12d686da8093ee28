import { type ReactNode } from "react";
import { CORE_PACKAGES } from "../../../core/env/config.ts";
import { changesWords, packageChanges } from "../../../core/env/view/package-changes.ts";
import { isAtWork, txMarkOf } from "../../../core/env/view/tx-marks.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { isPossible } from "../../actions/action.ts";
import { Digest } from "../../components/Digest.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Mark } from "../../components/Mark.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { When } from "../../components/When.tsx";
import { ChangeTable } from "./ChangeTable.tsx";
import { ConflictPanel } from "./ConflictPanel.tsx";
import type { ShowEnvironment } from "./environment-search.ts";
import { GatePanel } from "./GatePanel.tsx";
import { LogTabs } from "./LogTabs.tsx";
import { ObservedPanel } from "./ObservedPanel.tsx";
import { useEnvDeeds } from "./use-env-deeds.ts";
import { type EnvStatus, type TxShown, useTx, useWorks } from "./use-environment.ts";
import { useTxActions } from "./use-tx-actions.ts";
import { WorkLines } from "./WorkLines.tsx";
import css from "./environment.module.css";

interface TxScreenProps {
  readonly txid: string;
  readonly status: EnvStatus;
  readonly show: ShowEnvironment;
}

/** One transaction: what it changes, how its candidate behaved, what stands before a promote, and the log as it grows. */
export function TxScreen({ txid, status, show }: TxScreenProps): ReactNode {
  const row = status.transactions.find((tx) => tx.txid === txid);
  const { data, error } = useTx(txid, row !== undefined && isAtWork(row.status));
  const works = useWorks();
  const deeds = useEnvDeeds(status.current?.number ?? null);
  const actions = useTxActions({ shown: data, deeds, show });
  const back = <ActionButton action={actions.back} screen="env-tx" quiet />;
  if (data === undefined && error !== null) {
    return (
      <EmptyState title="The transaction is not here" action={back}>
        {error.message}. What the stream was told of it stands in Activity.
      </EmptyState>
    );
  }
  if (data === undefined) return <Loading what="Reading the transaction" />;
  const { tx, conflict } = data;
  const canPromote = tx.generation !== null && ["completed", "resolved", "failed"].includes(tx.status);
  const isWorkedOn = isAtWork(tx.status) || works.some(({ state }) => state === "running");
  const growth = { isGrowing: isWorkedOn, turn: `${tx.status} ${tx.endedAtMs ?? ""}` };
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <h1>
          {tx.action} {tx.nodeId}
        </h1>
        <div className={css.buttons}>
          {[actions.run, actions.abort].map((action) =>
            isPossible(action) ? (
              <ActionButton key={action.id} action={action} screen="env-tx" quiet={action.id === "abort"} />
            ) : null,
          )}
          {back}
        </div>
        <TxFacts tx={tx} />
      </header>
      <WorkLines works={works} holder={status.holder} deeds={deeds} />
      <Failed tx={tx} />
      {conflict !== null && tx.status === "needs_resolution" ? (
        <ConflictPanel conflict={conflict} approvals={actions.approvals} onResolve={(pin) => deeds.resolve(txid, [pin])} />
      ) : null}
      <div className={css.columns}>
        {canPromote ? <GatePanel key={txid} tx={tx} status={status} deeds={deeds} /> : null}
        <Changes tx={tx} />
        <ObservedPanel tx={tx} />
      </div>
      <LogTabs logs={tx.logs} growth={growth} />
    </div>
  );
}

function TxFacts({ tx }: { readonly tx: TxShown["tx"] }): ReactNode {
  const { txid, status, base, generation, startedAtMs, node } = tx;
  return (
    <div className={css.txFacts}>
      <Mark look={txMarkOf(status)} />
      <span>
        <span className={css.mute}>generation</span> {base} → {generation ?? "—"}
      </span>
      {node?.commit == null ? null : (
        <span>
          <span className={css.mute}>commit</span> <code title={node.commit}>{node.commit.slice(0, 8)}</code>
        </span>
      )}
      <span>
        <span className={css.mute}>transaction</span> <Digest value={txid} label="transaction id" />
      </span>
      <When atMs={startedAtMs} />
    </div>
  );
}

/** Why it failed, and what promoting it came to. */
function Failed({ tx: { failure, promotion } }: { readonly tx: TxShown["tx"] }): ReactNode {
  const words = promotion?.error ?? failure?.message ?? null;
  if (words === null) return null;
  return (
    <p className={css.trouble}>
      <Ticked text={`${words.charAt(0).toUpperCase()}${words.slice(1)}.`} />
      {failure === null ? null : <code className={css.mute}> {failure.code}</code>}
    </p>
  );
}

function Changes({ tx: { diff, coreImpact, resolutionPins, overruled, node } }: { readonly tx: TxShown["tx"] }): ReactNode {
  if (diff === null) return null;
  const lines = packageChanges(diff, [...CORE_PACKAGES, ...coreImpact.map(({ name }) => name)]);
  const asks = node?.managedDeps ?? [];
  return (
    <section className={css.card} aria-labelledby="changes">
      <h2 id="changes">What it changes</h2>
      <p className={css.mute}>Packages: {changesWords(lines)}.</p>
      <ChangeTable label="Packages that change" lines={lines} />
      {asks.length === 0 ? null : (
        <p>
          <span className={css.mute}>It asks for</span> <code>{asks.join(", ")}</code>
        </p>
      )}
      {resolutionPins.length === 0 ? null : (
        <p>
          <span className={css.core}>overrides</span> <code>{resolutionPins.join(", ")}</code>
        </p>
      )}
      {overruled.length === 0 ? null : (
        <ul className={css.impact} aria-label="Needs that an override overrules">
          {overruled.map(({ by, requirement, installed }) => (
            <li key={`${by} ${requirement}`}>
              <span className={css.exception} aria-hidden="true">
                !
              </span>{" "}
              {by} asks for <code>{requirement}</code>, and gets <code>{installed ?? "none"}</code>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

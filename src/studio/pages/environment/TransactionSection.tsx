import type { ReactNode } from "react";
import { observationMarkOf, txMarkOf } from "../../../core/env/view/tx-marks.ts";
import { Mark } from "../../components/Mark.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { When } from "../../components/When.tsx";
import type { ShowEnvironment } from "./environment-search.ts";
import { type ItemContext, ItemRow } from "./ItemRow.tsx";
import type { EnvStatus, TxRow } from "./use-environment.ts";
import css from "./environment.module.css";

interface TransactionSectionProps {
  readonly transactions: EnvStatus["transactions"];
  readonly item: ItemContext;
  readonly show: ShowEnvironment;
}

/** Every attempt to change the environment, newest first. */
export function TransactionSection({ transactions, item, show }: TransactionSectionProps): ReactNode {
  return (
    <section className={css.section} aria-labelledby="transactions">
      <h2 id="transactions">Transactions</h2>
      {transactions.length === 0 ? (
        <p className={css.mute}>None yet: add a node pack and try it, and what came of it stands here.</p>
      ) : (
        <ul className={css.list}>
          {transactions.map((tx) => (
            <ItemRow key={tx.txid} item={{ kind: "tx", id: tx.txid }} context={item}>
              <div className={css.tx}>
                <Mark look={txMarkOf(tx.status)} />
                <button type="button" className={css.link} onClick={() => show({ at: tx.txid })}>
                  {tx.action} {tx.nodeId}
                </button>
                <span className={css.mute}>
                  {tx.base} → {tx.generation ?? "—"}
                </span>
                <Came tx={tx} />
                <When atMs={tx.startedAtMs} />
              </div>
            </ItemRow>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Why it failed, else how its ComfyUI behaved and which core packages it moves. */
function Came({ tx: { failure, observation, coreImpact } }: { readonly tx: TxRow }): ReactNode {
  if (failure !== null) {
    return (
      <span className={css.reason}>
        <Ticked text={failure} />
      </span>
    );
  }
  return (
    <span className={css.reason}>
      {observation === "not_run" ? null : <span className={css.mute}>ComfyUI {observationMarkOf(observation).word}</span>}
      {coreImpact.length === 0 ? null : <span className={css.core}>core: {coreImpact.join(", ")}</span>}
    </span>
  );
}

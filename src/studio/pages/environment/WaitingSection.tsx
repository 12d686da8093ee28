import type { ReactNode } from "react";
import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";
import { isAtWork, txMarkOf } from "../../../core/env/view/tx-marks.ts";
import { Button } from "../../components/Button.tsx";
import { Mark } from "../../components/Mark.tsx";
import { type Waiting } from "./environment-items.ts";
import type { ShowEnvironment } from "./environment-search.ts";
import { type ItemContext, ItemRow } from "./ItemRow.tsx";
import type { EnvDeeds } from "./use-env-deeds.ts";
import css from "./environment.module.css";

interface WaitingSectionProps {
  readonly waiting: readonly Waiting[];
  readonly item: ItemContext;
  readonly deeds: EnvDeeds;
  readonly show: ShowEnvironment;
}

const UNTRIED: OutcomeMark = { icon: "◇", word: "not tried yet", tone: "unknown" };

/** Node packs that are in no generation yet: what each waits for, and the next step. */
export function WaitingSection({ waiting, item, deeds, show }: WaitingSectionProps): ReactNode {
  if (waiting.length === 0) return null;
  return (
    <section className={css.section} aria-labelledby="waiting">
      <h2 id="waiting">Waiting</h2>
      <ul className={css.list}>
        {waiting.map(({ staged, tx }) => (
          <ItemRow key={staged.id} item={{ kind: "waiting", id: staged.id }} context={item}>
            <div className={css.pack}>
              <h3>{staged.id}</h3>
              <div className={css.about}>
                <p>
                  <Mark look={tx === null ? UNTRIED : txMarkOf(tx.status)} />
                </p>
                <p className={css.mute}>
                  {staged.action} · <code title={staged.commit}>{staged.commit.slice(0, 8)}</code>
                  {staged.ref === null ? null : (
                    <>
                      {" "}
                      as <code>{staged.ref}</code>
                    </>
                  )}{" "}
                  · {staged.url}
                </p>
              </div>
              <div className={css.buttons}>
                {tx === null ? (
                  <Button aria-label={`Try ${staged.id}`} onClick={() => deeds.run(staged.id)}>
                    Try
                  </Button>
                ) : (
                  <Button aria-label={`Open the transaction of ${staged.id}`} onClick={() => show({ at: tx.txid })}>
                    {isAtWork(tx.status) ? "Follow" : "Open"}
                  </Button>
                )}
                <Button tone="quiet" aria-label={`Drop ${staged.id}`} onClick={() => deeds.unstage(staged.id)}>
                  Drop
                </Button>
              </div>
            </div>
          </ItemRow>
        ))}
      </ul>
    </section>
  );
}

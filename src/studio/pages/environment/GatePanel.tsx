import { type FormEvent, type ReactNode, useState } from "react";
import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";
import { areOpen, type Gate, type GateWords, isHook, promotionGates } from "../../../core/env/view/gates.ts";
import { useVerb } from "../../api/use-verb.ts";
import { Button } from "../../components/Button.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { Mark } from "../../components/Mark.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { useRefusal } from "../backends/AddServer.tsx";
import { PlanView } from "./MoveSheet.tsx";
import type { EnvDeeds } from "./use-env-deeds.ts";
import type { EnvStatus, TxShown } from "./use-environment.ts";
import css from "./environment.module.css";

interface GatePanelProps {
  readonly tx: TxShown["tx"];
  readonly status: EnvStatus;
  readonly deeds: EnvDeeds;
}

const LOOKS: Readonly<Record<Gate["state"], OutcomeMark>> = {
  open: { icon: "✓", word: "open", tone: "pass" },
  asks: { icon: "?", word: "asks for your word", tone: "uncertain" },
  closed: { icon: "✕", word: "closed", tone: "fail" },
};

const NOTHING: GateWords = { approveCore: false, reason: "", allowFailedRun: false };

/** What stands before a promote, what a person's word opens of it, and what promoting would do. */
export function GatePanel({ tx, status, deeds }: GatePanelProps): ReactNode {
  const [said, setSaid] = useState<GateWords>(NOTHING);
  const [discardEdits, setDiscard] = useState(false);
  const { refusal, attempt } = useRefusal();
  const gates = promotionGates(tx, status, said);
  const input = { txid: tx.txid, ...said, reason: said.reason.trim(), discardEdits };
  // What it would do depends on no word of a person: it is asked for once, as if all of them were said.
  const asked = { txid: tx.txid, discardEdits, approveCore: true, reason: "dry run", allowFailedRun: true, dryRun: true };
  const { data } = useVerb("env.promote", asked, { enabled: tx.generation !== null, keepPrevious: true });
  const plan = data !== undefined && "plan" in data ? data.plan : null;
  const edits = plan?.refusals.some(({ code }) => code === "NODE_EDITED") === true;
  const canPromote = areOpen(gates) && plan?.refusals.length !== undefined && plan.refusals.length === 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (canPromote) void attempt(async () => await deeds.promote(input));
  };
  return (
    <form className={css.card} aria-labelledby="gates" onSubmit={submit} data-gates>
      <h2 id="gates">Promote</h2>
      <ul className={css.gates}>
        {gates.map((gate) => (
          <li key={gate.id}>
            <Mark look={LOOKS[gate.state]} iconOnly />
            <span>
              <Ticked text={gate.text} />
            </span>
          </li>
        ))}
      </ul>
      <Words tx={tx} said={said} onSay={setSaid} />
      {edits || discardEdits ? (
        <label className={css.word}>
          <input type="checkbox" checked={discardEdits} onChange={(event) => setDiscard(event.currentTarget.checked)} />
          Leave edits of node packs behind, in the folder of the generation that is left
        </label>
      ) : null}
      {plan === null ? null : (
        <details className={css.more} open={plan.refusals.length > 0}>
          <summary>What promoting does</summary>
          <PlanView plan={plan} />
        </details>
      )}
      {refusal === null ? null : <Failure error={refusal} />}
      <div className={css.ways}>
        <Button type="submit" tone="primary" disabled={!canPromote} aria-keyshortcuts="p">
          Promote <Kbd keys="p" />
        </Button>
      </div>
    </form>
  );
}

interface WordsProps {
  readonly tx: TxShown["tx"];
  readonly said: GateWords;
  readonly onSay: (said: GateWords) => void;
}

/** What only a person can say. */
function Words({ tx: { status, coreImpact }, said, onSay }: WordsProps): ReactNode {
  const say = (change: Partial<GateWords>): void => onSay({ ...said, ...change });
  return (
    <>
      {status === "failed" ? (
        <label className={css.word}>
          <input
            type="checkbox"
            data-ask
            checked={said.allowFailedRun}
            onChange={(event) => say({ allowFailedRun: event.currentTarget.checked })}
          />
          Promote it although its run failed
        </label>
      ) : null}
      {coreImpact.length === 0 ? null : (
        <>
          <ul className={css.impact} aria-label="What moves">
            {coreImpact.map((one) => (
              <li key={one.name}>
                <code>{one.name}</code> <Versions impact={one} />
              </li>
            ))}
          </ul>
          <label className={css.word}>
            <input
              type="checkbox"
              data-ask
              checked={said.approveCore}
              onChange={(event) => say({ approveCore: event.currentTarget.checked })}
            />
            I approve that these move
          </label>
          <label className={css.reasonField}>
            Why
            <input
              type="text"
              className={css.input}
              maxLength={2000}
              placeholder="e.g. the new torch was tried on all workflows"
              value={said.reason}
              onChange={(event) => say({ reason: event.currentTarget.value })}
            />
          </label>
        </>
      )}
    </>
  );
}

/** From what to what; of a startup hook a digest would say nothing. */
function Versions({ impact }: { readonly impact: TxShown["tx"]["coreImpact"][number] }): ReactNode {
  const { before, after } = impact;
  if (isHook(impact))
    return <span className={css.mute}>{after === null ? "goes" : before === null ? "is new" : "has other content"}</span>;
  return (
    <>
      <code className={css.mute}>{before ?? "absent"}</code> → <code>{after ?? "gone"}</code>
    </>
  );
}

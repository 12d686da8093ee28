import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { changesWords, packageChanges } from "../../../core/env/view/package-changes.ts";
import { CORE_PACKAGES } from "../../../core/env/config.ts";
import type { VerbOutput } from "../../../server/api.ts";
import { Button } from "../../components/Button.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Sheet } from "../../components/Sheet.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { useVerb } from "../../api/use-verb.ts";
import { useRefusal } from "../backends/AddServer.tsx";
import { ChangeTable } from "./ChangeTable.tsx";
import type { EnvDeeds } from "./use-env-deeds.ts";
import css from "./environment.module.css";

/** A change of production that is looked at before it is done. */
export type Move =
  | { readonly kind: "rollback"; readonly target: string | null }
  | { readonly kind: "remove"; readonly id: string };

type Plan = Extract<VerbOutput<"env.rollback">, { readonly plan: unknown }>["plan"];

interface MoveSheetProps {
  readonly move: Move;
  readonly deeds: EnvDeeds;
  readonly onClose: () => void;
}

/** What a rollback or a removal would do, from the environment itself; then it is done by one key. */
export function MoveSheet({ move, deeds, onClose }: MoveSheetProps): ReactNode {
  const [discardEdits, setDiscard] = useState(false);
  const { plan, error } = usePlan(move, discardEdits);
  const { refusal, attempt } = useRefusal();
  const words = wordsOf(move);
  const canMove = plan !== null && plan.refusals.length === 0;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Once it is known what it would do, one key does it.
    if (canMove) form.current?.querySelector<HTMLElement>("[type=submit]")?.focus();
  }, [canMove]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!canMove) return;
    void attempt(async () => {
      await doIt(deeds, move, discardEdits);
      onClose();
    });
  };
  return (
    <Sheet title={words.title} onClose={onClose}>
      <form ref={form} className={css.form} onSubmit={submit}>
        {error === null ? null : <Failure error={error} />}
        {plan === null && error === null ? <Loading what="Looking at what it would do" /> : null}
        {plan === null ? null : <PlanView plan={plan} />}
        {plan !== null && (discardEdits || plan.refusals.some(({ code }) => code === "NODE_EDITED")) ? (
          <label className={css.word}>
            <input type="checkbox" checked={discardEdits} onChange={(event) => setDiscard(event.currentTarget.checked)} />
            Leave these edits behind, in the folder of the generation that is left
          </label>
        ) : null}
        {refusal === null ? null : <Failure error={refusal} />}
        <div className={css.ways}>
          <Button type="submit" tone="primary" disabled={!canMove}>
            {words.button}
          </Button>
          <Button tone="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

function usePlan(move: Move, discardEdits: boolean): { readonly plan: Plan | null; readonly error: Error | null } {
  const isRollback = move.kind === "rollback";
  const target = isRollback && move.target !== null ? { target: move.target } : {};
  const back = useVerb("env.rollback", { ...target, discardEdits, dryRun: true }, { enabled: isRollback, keepPrevious: true });
  const id = isRollback ? "-" : move.id;
  const out = useVerb("env.node.remove", { id, discardEdits, dryRun: true }, { enabled: !isRollback, keepPrevious: true });
  const { data, error } = isRollback ? back : out;
  return { plan: data !== undefined && "plan" in data ? data.plan : null, error };
}

function wordsOf(move: Move): { readonly title: string; readonly button: string } {
  if (move.kind === "remove") return { title: `Remove ${move.id}`, button: "Remove it" };
  return {
    title: move.target === null ? "Roll back to the generation before" : `Roll back to ${move.target}`,
    button: "Roll back",
  };
}

async function doIt(deeds: EnvDeeds, move: Move, discardEdits: boolean): Promise<void> {
  if (move.kind === "remove") return await deeds.remove({ id: move.id, discardEdits });
  await deeds.rollback({ ...(move.target === null ? {} : { target: move.target }), discardEdits });
}

/** What is done, in order, what differs afterwards, and why it is refused. */
export function PlanView({ plan }: { readonly plan: Plan }): ReactNode {
  const { from, to, packages, nodes, effects, refusals } = plan;
  const lines = packages === null ? null : packageChanges(packages, CORE_PACKAGES);
  return (
    <>
      <p>
        Production: generation {from} → <b>{to ?? "one that is built for it"}</b>
      </p>
      <ol className={css.effects}>
        {effects.map((effect) => (
          <li key={effect}>
            <Ticked text={effect} />
          </li>
        ))}
      </ol>
      <p className={css.mute}>
        Packages: {lines === null ? "known when it is built" : changesWords(lines)}. Node packs: {packWords(nodes)}.
      </p>
      {lines === null ? null : <ChangeTable label="Packages that change" lines={lines} />}
      <Refusals refusals={refusals} />
    </>
  );
}

function packWords({ added, removed, changed }: Plan["nodes"]): string {
  const parts = [
    ...(added.length === 0 ? [] : [`${added.join(", ")} added`]),
    ...(removed.length === 0 ? [] : [`${removed.join(", ")} removed`]),
    ...(changed.length === 0 ? [] : [`${changed.join(", ")} changed`]),
  ];
  return parts.length === 0 ? "the same" : parts.join("; ");
}

function Refusals({ refusals }: Pick<Plan, "refusals">): ReactNode {
  if (refusals.length === 0) return null;
  return (
    <ul className={css.problems} aria-label="Why it is refused">
      {refusals.map(({ message, hint }, at) => (
        <li key={at}>
          <p>
            <span className={css.fail} aria-hidden="true">
              ✕
            </span>{" "}
            <Ticked text={`${message.charAt(0).toUpperCase()}${message.slice(1)}.`} />
          </p>
          {hint === undefined ? null : (
            <p className={css.mute}>
              → <Ticked text={hint} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

import { type ReactNode, useMemo } from "react";
import type { VerbOutput } from "../../../server/api.ts";
import { openTrace } from "../../../core/trace-view/open-trace.ts";
import { useActions } from "../../actions/action-store.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import type { Action } from "../../actions/action.ts";
import { useVerb } from "../../api/use-verb.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { DamageNotice } from "../../trace/DamageNotice.tsx";
import { TraceViewer } from "../../trace/TraceViewer.tsx";
import { SHOWN_TRACE_ACTIONS } from "./playtest-actions.ts";
import { goldenName } from "./playtest-words.ts";
import { usePlaytestDeeds } from "./use-playtest-deeds.ts";
import css from "./playtest.module.css";

type GoldenShown = VerbOutput<"golden.diff">;

/** A golden beside what is played now, with what can be done about it. */
export function GoldenTrace({ golden, onBack }: { readonly golden: string; readonly onBack: () => void }): ReactNode {
  const { data, error, refetch } = useVerb("golden.diff", { golden });
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading what="Reading the golden" />;
  return <Shown shown={data} onBack={onBack} />;
}

function Shown({ shown, onBack }: { readonly shown: GoldenShown; readonly onBack: () => void }): ReactNode {
  const { golden, expected, actual, diff } = shown;
  const before = useMemo(() => (expected === null ? null : openTrace({ name: golden, text: expected })), [golden, expected]);
  const now = useMemo(() => openTrace({ name: "now", text: actual }), [actual]);
  const [accept, back] = useShownActions(shown, onBack);
  const buttons = (
    <>
      {accept === undefined ? null : <ActionButton action={accept} screen="playtest-trace" />}
      {back === undefined ? null : <ActionButton action={back} screen="playtest-trace" quiet />}
    </>
  );
  const { view } = now;
  return (
    <div className={css.shown}>
      <ShownName shown={shown} />
      {before?.damage == null ? null : <DamageNotice name={golden} damage={before.damage} hasPart={false} />}
      {view === null ? (
        <EmptyState title="Nothing to show" action={buttons}>
          The play cannot be read.
        </EmptyState>
      ) : (
        <TraceViewer view={view} golden={diff === null ? null : (before?.view ?? null)} diff={diff} actions={buttons} />
      )}
    </div>
  );
}

/** Which golden it is, and whether there is one. */
function ShownName({ shown: { golden, expected } }: { readonly shown: GoldenShown }): ReactNode {
  return (
    <h1 className={css.shownName}>
      <code>{goldenName(golden)}</code>
      {expected === null ? <span className={css.mute}>no golden yet</span> : null}
    </h1>
  );
}

/** Accepting leads back: what was to be decided is decided. */
function useShownActions({ golden, diff, play }: GoldenShown, onBack: () => void): readonly (Action | undefined)[] {
  const { accept } = usePlaytestDeeds();
  const runs = {
    accept: () => {
      accept({ goldens: [golden], seen: { [golden]: play } });
      onBack();
    },
    back: onBack,
  };
  const canAccept = diff?.equal !== true;
  const actions = SHOWN_TRACE_ACTIONS.map((words): Action => ({
    ...words,
    run: runs[words.id],
    when: () => words.id !== "accept" || canAccept,
    primary: words.id === "accept",
  }));
  useActions("playtest-trace", actions);
  return [canAccept ? actions.find(({ id }) => id === "accept") : undefined, actions.find(({ id }) => id === "back")];
}

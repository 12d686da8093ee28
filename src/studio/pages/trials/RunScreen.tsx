import { type ReactNode, useState } from "react";
import { costText } from "../../../core/trials/report/figures.ts";
import { useActions } from "../../actions/action-store.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { type Action, isPossible } from "../../actions/action.ts";
import { focusItem } from "../../actions/focus-item.ts";
import { Digest } from "../../components/Digest.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Mark } from "../../components/Mark.tsx";
import { When } from "../../components/When.tsx";
import { Inspector } from "../../frame/Inspector.tsx";
import { RunningLines } from "./RunningLines.tsx";
import { ScenarioCard } from "./ScenarioCard.tsx";
import { TrialFacts } from "./TrialFacts.tsx";
import { trialsOf } from "./strip-trials.ts";
import { TrialStrip } from "./TrialStrip.tsx";
import { RUN_ACTIONS, type RunActionId } from "./trials-actions.ts";
import type { ShowTrials } from "./trials-search.ts";
import { runBefore, runMark } from "./trials-words.ts";
import { useTrialDeeds } from "./use-trial-deeds.ts";
import { type Overview, type RunShown, useRun } from "./use-trials.ts";
import css from "./trials.module.css";

interface RunScreenProps {
  readonly run: string;
  readonly overview: Overview;
  readonly show: ShowTrials;
}

/** One run: what each scenario came to, every trial, and what was asked of the chosen one. */
export function RunScreen({ run, overview, show }: RunScreenProps): ReactNode {
  const { data, error } = useRun(run);
  const [chosen, setChosen] = useState<string | null>(null);
  const open = (trace: string): void => show({ run, trace });
  const actions = useRunActions({ run, overview, data, chosen, show, open });
  const back = <ActionButton action={actions.back} screen="trial-run" quiet />;
  if (data === undefined && error !== null) {
    return (
      <EmptyState title="The run is not here" action={back}>
        {error.message}. It may have been deleted; what the stream was told of it stands in Activity.
      </EmptyState>
    );
  }
  if (data === undefined) return <Loading what="Reading the run" />;
  const trial = data.report?.scenarios.flatMap(({ results }) => results).find(({ traceId }) => traceId === chosen) ?? null;
  const strip = (scenario: string): ReactNode => (
    <TrialStrip scenario={scenario} trials={trialsOf(data, scenario)} chosen={chosen} onChoose={setChosen} onOpen={open} />
  );
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <h1>Run</h1>
        <RunFacts run={data.run} />
        <div className={css.buttons}>
          {[actions.compare, actions.run].map((action) =>
            isPossible(action) ? (
              <ActionButton key={action.id} action={action} screen="trial-run" quiet={action.id === "compare"} />
            ) : null,
          )}
          {back}
        </div>
      </header>
      <RunningLines runs={[data.run]} />
      {data.run.state === "interrupted" ? (
        <p>
          It was interrupted. <code>touchstone trial run --resume {data.run.run}</code> goes on with it.
        </p>
      ) : null}
      {data.report === null ? (
        <SoFar scenarios={data.run.scenarios} strip={strip} />
      ) : (
        data.report.scenarios.map((report) => <ScenarioCard key={report.name} report={report} strip={strip(report.name)} />)
      )}
      <Inspector>
        <TrialFacts trial={trial} onOpen={open} />
      </Inspector>
    </div>
  );
}

function RunFacts({ run }: Pick<RunShown, "run">): ReactNode {
  return (
    <div className={css.runFacts}>
      <Mark look={runMark(run)} />
      <When atMs={run.createdAtMs} />
      <span>
        <span className={css.mute}>run</span> <Digest value={run.run} label="run id" />
      </span>
      <span>
        <span className={css.mute}>seed</span> {run.seed}
      </span>
      {run.state === "recorded" ? (
        <span>
          <span className={css.mute}>cost</span> {costText(run.costUsd)}
        </span>
      ) : null}
      {run.recordingMode === "full" ? null : <span className={css.mute}>recorded without content</span>}
    </div>
  );
}

interface SoFarProps {
  readonly scenarios: readonly string[];
  readonly strip: (scenario: string) => ReactNode;
}

/** A run that goes on: its trials so far; nothing of it was judged as a whole. */
function SoFar({ scenarios, strip }: SoFarProps): ReactNode {
  return scenarios.map((name) => (
    <article key={name} className={css.card} aria-label={name}>
      <h2>{name}</h2>
      {strip(name)}
    </article>
  ));
}

interface RunView extends RunScreenProps {
  readonly data: RunShown | undefined;
  readonly chosen: string | null;
  readonly open: (trace: string) => void;
}

function useRunActions({ run, overview, data, chosen, show, open }: RunView): Readonly<Record<RunActionId, Action>> {
  const { run: begin } = useTrialDeeds();
  const before = runBefore(overview.runs, run);
  const again = sameAgain(overview, data?.run.scenarios ?? []);
  const isRecorded = data?.run.state === "recorded";
  const trials = (data?.run.scenarios ?? []).flatMap((name) => (data === undefined ? [] : trialsOf(data, name)));
  const keys = trials.map(({ traceId }) => traceId);
  const deeds: Readonly<Record<RunActionId, Pick<Action, "run" | "when">>> = {
    run: {
      when: () => again !== null,
      run: () => {
        begin(again?.scenario);
        show({});
      },
    },
    compare: {
      when: () => isRecorded && before !== undefined,
      run: () => void (before !== undefined && show({ a: before.run, b: run })),
    },
    open: { when: () => chosen !== null, run: () => void (chosen !== null && open(chosen)) },
    next: { when: () => keys.length > 0, run: () => focusItem(keys, chosen, 1) },
    previous: { when: () => keys.length > 0, run: () => focusItem(keys, chosen, -1) },
    back: { run: () => show({}) },
  };
  const actions = RUN_ACTIONS.map((words): Action => ({ ...words, ...deeds[words.id], primary: words.id === "run" }));
  useActions("trial-run", actions);
  return Object.fromEntries(actions.map((action) => [action.id, action])) as Readonly<Record<RunActionId, Action>>;
}

/** What to run so that the same scenarios run again; null where that is neither one of them nor all. */
function sameAgain({ scenarios }: Overview, names: readonly string[]): { readonly scenario?: string } | null {
  const there = scenarios.filter(({ name, about }) => about !== null && names.includes(name));
  if (names.length === 1 && there[0] !== undefined) return { scenario: there[0].file };
  return there.length === names.length && there.length === scenarios.length && there.length > 0 ? {} : null;
}

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { openComparison } from "../../../core/trace-view/open-comparison.ts";
import { useActions } from "../../actions/action-store.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { type Action, isPossible } from "../../actions/action.ts";
import { PROJECT_URL } from "../../api/project-id.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loading } from "../../components/Loading.tsx";
import { DamageNotice } from "../../trace/DamageNotice.tsx";
import { TraceViewer } from "../../trace/TraceViewer.tsx";
import { type StripTrial, trialsOf } from "./strip-trials.ts";
import { TRIAL_TRACE_ACTIONS } from "./trials-actions.ts";
import type { ShowTrials } from "./trials-search.ts";
import { useRun } from "./use-trials.ts";
import css from "./trials.module.css";

interface TraceScreenProps {
  readonly run: string;
  readonly trace: string;
  readonly beside: string | undefined;
  readonly show: ShowTrials;
}

/** The trace of a trial, alone or beside another trial of the same scenario. */
export function TraceScreen({ run, trace, beside, show }: TraceScreenProps): ReactNode {
  const siblings = useSiblings(run, trace);
  const actions = useTraceActions({ run, trace, beside, show }, siblings);
  const [shown, other] = [useTrace(trace), useTrace(beside)];
  const opened = useMemo(() => {
    if (shown.data == null) return null;
    const golden = other.data == null ? null : { name: beside ?? "", text: other.data };
    return openComparison({ trace: { name: trace, text: shown.data }, golden });
  }, [shown.data, other.data, trace, beside]);
  const buttons = actions
    .filter(isPossible)
    .map((action) => <ActionButton key={action.id} action={action} screen="trial-trace" quiet />);
  if (shown.error !== null || shown.data === null) {
    return (
      <EmptyState title="The trace is not here" action={buttons}>
        It may have been deleted with its run, or its run records nothing.
      </EmptyState>
    );
  }
  if (opened === null || (beside !== undefined && other.isPending)) return <Loading what="Reading the trace" />;
  const { actual, golden, diff } = opened;
  return (
    <div className={css.shown}>
      <h1 className="visually-hidden">Trace of a trial{siblings.scenario === null ? "" : ` of ${siblings.scenario}`}</h1>
      {[actual, golden].map((side) =>
        side?.damage == null ? null : (
          <DamageNotice key={side.name} name={side.name} damage={side.damage} hasPart={side.view !== null} />
        ),
      )}
      {actual.view === null ? (
        buttons
      ) : (
        <TraceViewer
          key={`${trace} ${beside ?? ""}`}
          view={actual.view}
          golden={golden?.view ?? null}
          diff={diff}
          actions={
            <>
              <Beside
                {...{ siblings, trace, beside }}
                onBeside={(id) => show({ run, trace, ...(id === "" ? {} : { beside: id }) })}
              />
              {buttons}
            </>
          }
        />
      )}
    </div>
  );
}

interface BesideProps {
  readonly siblings: Siblings;
  readonly trace: string;
  readonly beside: string | undefined;
  readonly onBeside: (trace: string) => void;
}

/** Which other trial of the scenario it stands beside. */
function Beside({ siblings: { trials }, trace, beside, onBeside }: BesideProps): ReactNode {
  if (trials.length < 2) return null;
  return (
    <label className={css.beside}>
      beside{" "}
      <select value={beside ?? ""} onChange={(event) => onBeside(event.target.value)}>
        <option value="">nothing</option>
        {trials
          .filter(({ traceId }) => traceId !== trace)
          .map(({ traceId, trialIndex, mark }) => (
            <option key={traceId} value={traceId}>
              trial {trialIndex}, {mark.word}
            </option>
          ))}
      </select>
    </label>
  );
}

interface Siblings {
  readonly scenario: string | null;
  /** All trials of the scenario in that run, by their number. */
  readonly trials: readonly StripTrial[];
}

function useSiblings(run: string, trace: string): Siblings {
  const { data } = useRun(run);
  return useMemo(() => {
    const scenario = data?.traces.find(({ traceId }) => traceId === trace)?.scenario ?? null;
    return { scenario, trials: data === undefined || scenario === null ? [] : trialsOf(data, scenario) };
  }, [data, trace]);
}

/** The text of a trace; null where there is none of that id. */
function useTrace(trace: string | undefined) {
  return useQuery({
    queryKey: ["trial.trace", trace],
    enabled: trace !== undefined,
    queryFn: async () => {
      const query = new URLSearchParams({ trace: trace ?? "" });
      const response = await fetch(`${PROJECT_URL}/trials/trace?${query.toString()}`);
      return response.ok ? await response.text() : null;
    },
  });
}

function useTraceActions({ run, trace, beside, show }: TraceScreenProps, { trials }: Siblings): readonly Action[] {
  const at = trials.findIndex(({ traceId }) => traceId === trace);
  const go = (by: 1 | -1): Pick<Action, "run" | "when"> => ({
    when: () => trials[at + by] !== undefined,
    run: () => show({ run, trace: trials[at + by]?.traceId ?? trace }),
  });
  const other = trials.find(({ mark }) => mark.word !== trials[at]?.mark.word);
  const deeds = {
    "next-trial": go(1),
    "previous-trial": go(-1),
    beside: {
      when: () => beside !== undefined || (at !== -1 && other !== undefined),
      run: () => show({ run, trace, ...(beside === undefined && other !== undefined ? { beside: other.traceId } : {}) }),
    },
    back: { run: () => show({ run }) },
  };
  const actions = TRIAL_TRACE_ACTIONS.map((words): Action => {
    const label = words.id === "beside" && beside !== undefined ? "Alone" : words.label;
    return { ...words, label, ...deeds[words.id] };
  });
  useActions("trial-trace", actions);
  return actions;
}

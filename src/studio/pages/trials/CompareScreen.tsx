import type { ReactNode } from "react";
import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";
import { costText, latencyText, pointsRangeText, pointsText, scoreText } from "../../../core/trials/report/figures.ts";
import { verdictMarkOf } from "../../../core/trials/report/trial-marks.ts";
import { useActions } from "../../actions/action-store.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import type { Action } from "../../actions/action.ts";
import { useVerb } from "../../api/use-verb.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Mark } from "../../components/Mark.tsx";
import { Ticked } from "../../components/Ticked.tsx";
import { When } from "../../components/When.tsx";
import { DifferenceBar } from "./DifferenceBar.tsx";
import { RateBar } from "./RateBar.tsx";
import { COMPARISON_ACTIONS } from "./trials-actions.ts";
import type { ShowTrials } from "./trials-search.ts";
import type { Comparison } from "./use-trials.ts";
import css from "./trials.module.css";

interface CompareScreenProps {
  readonly a: string;
  readonly b: string;
  readonly show: ShowTrials;
}

type Compared = Comparison["scenarios"][number];

/** Two runs beside each other, scenario by scenario: what changed, and whether that is more than chance. */
export function CompareScreen({ a, b, show }: CompareScreenProps): ReactNode {
  const { data, error } = useVerb("trial.compare", { a, b });
  const deeds = { swap: () => show({ a: b, b: a }), back: () => show({}) };
  const actions = COMPARISON_ACTIONS.map((words): Action => ({ ...words, run: deeds[words.id] }));
  useActions("trial-comparison", actions);
  const buttons = actions.map((action) => <ActionButton key={action.id} action={action} screen="trial-comparison" quiet />);
  if (data === undefined && error !== null) {
    return (
      <EmptyState title="These runs cannot be compared" action={buttons}>
        <Ticked text={error.message} />
      </EmptyState>
    );
  }
  if (data === undefined) return <Loading what="Comparing the runs" />;
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <h1>Two runs</h1>
        <div className={css.buttons}>{buttons}</div>
      </header>
      {data.scenarios.map((scenario) => (
        <article key={scenario.name} className={css.card} aria-label={scenario.name}>
          <header>
            <h2>{scenario.name}</h2>
            <Mark look={CHANGES[scenario.change]} />
            <span className={css.mute}>{scenario.why}</span>
          </header>
          <Sides comparison={data} scenario={scenario} show={show} />
          <Assertions scenario={scenario} />
        </article>
      ))}
    </div>
  );
}

const CHANGES: Readonly<Record<Compared["change"], OutcomeMark>> = {
  better: { icon: "↑", word: "better", tone: "pass" },
  worse: { icon: "↓", word: "worse", tone: "fail" },
  not_shown: { icon: "≈", word: "no change shown", tone: "unknown" },
  not_comparable: { icon: "—", word: "not comparable", tone: "unknown" },
  unknown: { icon: "?", word: "unknown", tone: "uncertain" },
};

/** The figures of both, and the difference of their rates with its interval. */
function Sides({
  comparison: { a, b },
  scenario,
  show,
}: {
  comparison: Comparison;
  scenario: Compared;
  show: ShowTrials;
}): ReactNode {
  return (
    <div className={css.scroll} role="region" aria-label={`Both runs of ${scenario.name}`} tabIndex={0}>
      <table className={css.sides}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Verdict</th>
            <th scope="col">Passed</th>
            <th scope="col">Mean score</th>
            <th scope="col">Cost each</th>
            <th scope="col">Latency p50</th>
          </tr>
        </thead>
        <tbody>
          <Side name="first" head={a} side={scenario.a} show={show} />
          <Side name="second" head={b} side={scenario.b} show={show} />
        </tbody>
        {scenario.rate === null ? null : (
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                Difference
              </th>
              <td colSpan={4}>
                <DifferenceBar {...scenario.rate} /> <b>{pointsText(scenario.rate.difference)}</b>{" "}
                <span className={css.mute}>{pointsRangeText(scenario.rate.interval)}</span>
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

interface SideProps {
  readonly name: string;
  readonly head: Comparison["a"];
  readonly side: Compared["a"];
  readonly show: ShowTrials;
}

function Side({ name, head, side, show }: SideProps): ReactNode {
  return (
    <tr>
      <th scope="row">
        <button type="button" className={css.link} onClick={() => show({ run: head.runId })}>
          {name}
        </button>{" "}
        <span className={css.mute}>
          <When atMs={head.createdAt} />
        </span>
      </th>
      {side === null ? (
        <td colSpan={5} className={css.mute}>
          does not have it
        </td>
      ) : (
        <>
          <td>
            <Mark look={verdictMarkOf(side.verdict)} />
          </td>
          <td>
            <RateBar passed={side.passed} judged={side.judged} rate={side.rate} wilson={side.wilson} />
          </td>
          <td>{scoreText(side.meanScore)}</td>
          <td>{costText(side.costPerTrial)}</td>
          <td>{latencyText(side.latencyMs.p50)}</td>
        </>
      )}
    </tr>
  );
}

/** What each assertion came to in both runs. */
function Assertions({ scenario: { name: scenario, assertions } }: { readonly scenario: Compared }): ReactNode {
  if (assertions.length === 0) return null;
  return (
    <div className={css.scroll} role="region" aria-label={`Assertions of ${scenario}`} tabIndex={0}>
      <table className={css.sides}>
        <thead>
          <tr>
            <th scope="col">Assertion</th>
            <th scope="col">First</th>
            <th scope="col">Second</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {assertions.map(({ name, change, a, b, rate }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{countOf(a)}</td>
              <td>{countOf(b)}</td>
              <td>
                <Mark look={CHANGES[change]} />{" "}
                {rate === null || !rate.shown ? null : <span className={css.mute}>{pointsText(rate.difference)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function countOf(count: Compared["assertions"][number]["a"]): string {
  return count === null ? "—" : `${count.passed} of ${count.judged}`;
}

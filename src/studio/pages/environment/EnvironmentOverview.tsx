import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { isUp } from "../../../core/env/view/process-look.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { isPossible } from "../../actions/action.ts";
import { useWide } from "../../components/use-wide.ts";
import { Inspector } from "../../frame/Inspector.tsx";
import { ComfyCard } from "./ComfyCard.tsx";
import { comparisonOf, type Comparison } from "./comparison.ts";
import { type Item, itemsOf, waitingOf } from "./environment-items.ts";
import { generationOf, type EnvironmentSearch, type ShowEnvironment } from "./environment-search.ts";
import { GenerationFacts } from "./GenerationFacts.tsx";
import type { ItemContext } from "./ItemRow.tsx";
import { OverEnvironment, type Over } from "./OverEnvironment.tsx";
import { PackSection } from "./PackSection.tsx";
import { ProblemList } from "./ProblemList.tsx";
import { TimelineSection } from "./TimelineSection.tsx";
import { TransactionSection } from "./TransactionSection.tsx";
import { useEnvDeeds } from "./use-env-deeds.ts";
import { type EnvironmentActions, pastOf, useEnvironmentActions } from "./use-environment-actions.ts";
import { type EnvStatus, useWorks } from "./use-environment.ts";
import { WaitingSection } from "./WaitingSection.tsx";
import { WorkLines } from "./WorkLines.tsx";
import css from "./environment.module.css";

interface EnvironmentOverviewProps {
  readonly status: EnvStatus;
  readonly search: EnvironmentSearch;
  readonly show: ShowEnvironment;
  /** Keeps what is chosen in the address, without a step in the history. */
  readonly keep: ShowEnvironment;
}

/** Production and all that it was, what waits, and what can be done about it. */
export function EnvironmentOverview({ status, search, show, keep }: EnvironmentOverviewProps): ReactNode {
  const { item, comparison, flipComparison } = useChoice(search, keep);
  const [over, setOver] = useOver();
  const works = useWorks();
  const deeds = useEnvDeeds(status.current?.number ?? null);
  const actions = useEnvironmentActions({
    status,
    items: itemsOf(status),
    chosen: item.chosen,
    deeds,
    show,
    lay: setOver,
    flipComparison,
  });
  const remove = (id: string): void => setOver({ kind: "move", move: { kind: "remove", id } });
  return (
    <div className={css.page}>
      <header className={css.bar}>
        <h1>Environment</h1>
        <Buttons actions={actions} />
        <Production status={status} />
      </header>
      <WorkLines works={works} holder={status.holder} deeds={deeds} />
      <ProblemList problems={status.problems} recover={actions.recover} />
      <ComfyCard status={status} actions={actions} />
      <WaitingSection waiting={waitingOf(status)} {...{ item, deeds, show }} />
      <TimelineSection status={status} item={item} />
      <PackSection nodes={status.nodes} item={item} onUpdate={(id) => setOver({ kind: "update", id })} onRemove={remove} />
      <TransactionSection transactions={status.transactions} {...{ item, show }} />
      <Inspector>
        <Chosen {...{ status, show, actions, comparison }} chosen={item.chosen} />
      </Inspector>
      <OverEnvironment over={over} deeds={deeds} isUp={isUp(status.process)} onClose={() => setOver(null)} />
    </div>
  );
}

interface Choice {
  readonly item: ItemContext;
  readonly comparison: Comparison["kind"];
  readonly flipComparison: () => void;
}

/** What is chosen: the address names a generation, so that it can be shared; anything else is chosen for now. */
function useChoice(search: EnvironmentSearch, keep: ShowEnvironment): Choice {
  const named = generationOf(search);
  const [chosen, setChosen] = useState<Item | null>(named === null ? null : { kind: "generation", id: String(named) });
  const [comparison, setComparison] = useState<Comparison["kind"]>("before");
  const onChoose = (item: Item): void => {
    setChosen(item);
    if (item.kind === "generation" && item.id !== search.at) keep({ at: item.id });
  };
  return {
    item: { chosen, onChoose },
    comparison,
    flipComparison: () => setComparison((before) => (before === "before" ? "production" : "before")),
  };
}

/** What lies over the page; what it asks the environment is asked anew each time. */
function useOver(): readonly [Over | null, (over: Over | null) => void] {
  const [over, setOver] = useState<Over | null>(null);
  const client = useQueryClient();
  const lay = (next: Over | null): void => {
    for (const verb of ["env.rollback", "env.node.remove", "env.doctor"]) client.removeQueries({ queryKey: [verb] });
    setOver(next);
  };
  return [over, lay];
}

function Buttons({ actions }: { readonly actions: EnvironmentActions }): ReactNode {
  return (
    <div className={css.buttons}>
      <ActionButton action={actions.doctor} screen="environment" quiet />
      <ActionButton action={actions.rollback} screen="environment" quiet />
      <ActionButton action={actions.add} screen="environment" />
      {isPossible(actions.deed) ? <ActionButton action={actions.deed} screen="environment" /> : null}
    </div>
  );
}

/** What runs: which generation, on what, with which folder. */
function Production({ status: { current, python, comfyuiDir } }: { readonly status: EnvStatus }): ReactNode {
  return (
    <p className={css.production}>
      {current === null ? null : (
        <span className={css.gold}>
          <span aria-hidden="true">◆</span> generation {current.number}
        </span>
      )}
      {python === null ? null : (
        <span className={css.mute}>
          Python {python.version} on {python.platform}
        </span>
      )}
      {comfyuiDir === null ? null : <code className={css.mute}>{comfyuiDir}</code>}
    </p>
  );
}

interface ChosenProps {
  readonly chosen: Item | null;
  readonly status: EnvStatus;
  readonly show: ShowEnvironment;
  readonly actions: EnvironmentActions;
  readonly comparison: Comparison["kind"];
}

function Chosen({ chosen, status, show, actions, comparison }: ChosenProps): ReactNode {
  const isWide = useWide();
  // On a narrow screen it lies over the page: nobody asked for it yet.
  const first = isWide ? status.current?.number : undefined;
  const number = chosen?.kind === "generation" ? Number(chosen.id) : first;
  const generation = status.generations.find((row) => row.number === number);
  if (generation === undefined) return <p className={css.mute}>Choose a generation to see how it differs.</p>;
  const rollback = { ...actions.rollback, label: `Roll back to ${generation.number}` };
  const compare = {
    ...actions.compare,
    label: comparison === "before" ? "Compare with production" : "Compare with the one before",
  };
  const deeds = (
    <>
      {chosen?.kind === "generation" && pastOf(status).includes(generation) ? (
        <ActionButton action={rollback} screen="environment" />
      ) : null}
      {generation.isCurrent || generation.base === status.current?.number || !isPossible(compare) ? null : (
        <ActionButton action={compare} screen="environment" quiet />
      )}
    </>
  );
  return (
    <GenerationFacts
      key={generation.number}
      {...{ generation, status, deeds, show }}
      comparison={comparisonOf(generation, status, comparison)}
    />
  );
}

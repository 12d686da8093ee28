import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { boardColumns, type BoardCard, type PipelineStage } from "../../../core/board/board.ts";
import { ActionButton } from "../../actions/ActionButton.tsx";
import { useVerb } from "../../api/use-verb.ts";
import { Failure } from "../../components/Failure.tsx";
import { Loading } from "../../components/Loading.tsx";
import { useWide } from "../../components/use-wide.ts";
import { FirstRunStrip } from "../../first-run/FirstRunStrip.tsx";
import { Inspector } from "../../frame/Inspector.tsx";
import { Board } from "./Board.tsx";
import { BoardSummary } from "./BoardSummary.tsx";
import { CardAction } from "./CardAction.tsx";
import { CardEvidence } from "./CardEvidence.tsx";
import { NothingToMake } from "./NothingToMake.tsx";
import { collapsedStages, foldStage, readPipelineSearch, type PipelineSearch } from "./pipeline-search.ts";
import styles from "./pipeline.module.css";
import { useBoardCommands } from "./use-board-commands.ts";
import { useBoardFocus } from "./use-board-focus.ts";
import { usePendingMoves } from "./use-pending-moves.ts";
import { usePipelineActions } from "./use-pipeline-actions.ts";

/** Most cards that one column lists. */
const MOST_CARDS = 1000;

/** What is being made, what waits and for whom, and why. */
export function PipelinePage(): ReactNode {
  const { list } = readPipelineSearch(useSearch({ strict: false }));
  const { data, error, refetch } = useVerb("pipeline.show", list === "all" ? { limit: MOST_CARDS } : {}, { keepPrevious: true });
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading what="Reading the pipeline" />;
  const specs = data.stages.reduce((sum, { total }) => sum + total, 0);
  return (
    <div className={styles.page}>
      <FirstRunStrip head={data.head} {...tryPlaces(data.stages)} />
      {specs === 0 ? <NothingToMake /> : <PipelineBoard stages={data.stages} etaMs={data.etaMs} />}
    </div>
  );
}

/** What the first steps are tried on: something approved, and its spec. */
function tryPlaces(stages: readonly PipelineStage[]): { readonly spec: string | null; readonly version: string | null } {
  const cards = stages.flatMap((stage) => stage.cards);
  const shown = cards.find(({ stage, versionId }) => stage === "approved" && versionId !== null) ?? cards[0];
  return { spec: shown?.spec ?? null, version: shown?.versionId ?? null };
}

function PipelineBoard({
  stages,
  etaMs,
}: {
  readonly stages: readonly PipelineStage[];
  readonly etaMs: number | null;
}): ReactNode {
  const search = readPipelineSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const show = (patch: { [K in keyof PipelineSearch]: PipelineSearch[K] | undefined }) =>
    void navigate({ to: "/pipeline", search: { ...search, ...patch }, replace: true });
  const pending = usePendingMoves();
  const commands = useBoardCommands(pending);
  const columns = useMemo(() => boardColumns(stages, pending.moves), [stages, pending.moves]);
  const collapsed = collapsedStages(search);
  const keys = columns.map(({ stage, cards }) => (collapsed.has(stage) ? [] : cards.map(({ spec }) => spec)));
  const focus = useBoardFocus(keys, search.card, (card) => show({ card }));
  const cards = columns.flatMap((column) => column.cards);
  const card = cards.find(({ spec }) => spec === search.card);
  const open = (one: BoardCard): void => {
    if (one.versionId === null) void navigate({ to: "/specs/$spec", params: { spec: one.spec } });
    else void navigate({ to: "/assets/$version", params: { version: one.versionId } });
  };
  const actions = usePipelineActions({ columns, card, commands, open, step: focus.step });
  const offered = [actions.approve, actions.reject, actions.make, actions.retry, actions.cancel].filter(
    (one) => one.when?.() === true,
  );
  return (
    <>
      <BoardSummary columns={columns} etaMs={etaMs} action={<ActionButton action={actions["make-ready"]} screen="pipeline" />} />
      <Board
        columns={columns}
        collapsed={collapsed}
        onMore={search.list === "all" ? undefined : () => show({ list: "all" })}
        onFold={(stage) => show(foldStage(search, stage))}
        selected={search.card}
        focus={focus}
        onOpen={open}
        renderAction={(one, isActive) => <CardAction card={one} isActive={isActive} commands={commands} onOpen={open} />}
      />
      <CardInspector
        card={card}
        actions={offered.map((action) => (
          <ActionButton key={action.id} action={action} screen="pipeline" />
        ))}
      />
    </>
  );
}

function CardInspector({ card, actions }: { readonly card: BoardCard | undefined; readonly actions: ReactNode }): ReactNode {
  const isWide = useWide();
  if (card === undefined && !isWide) return null;
  return (
    <Inspector>
      {card === undefined ? (
        <p className={styles.hint}>Choose a card to see why it is where it is.</p>
      ) : (
        <CardEvidence card={card} actions={actions} />
      )}
    </Inspector>
  );
}

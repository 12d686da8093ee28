import { type ReactNode, useMemo } from "react";
import { graphOfTrace } from "../../core/trace-view/story-graph.ts";
import type { TraceRow } from "../../core/trace-view/trace-rows.ts";
import type { ViewedTrace } from "../../core/trace-view/viewed-trace.ts";
import { edgeKey, type GraphPath, StoryGraphView } from "./StoryGraphView.tsx";
import type { TraceModel } from "./use-trace-model.ts";

interface TraceGraphProps {
  readonly model: TraceModel;
  readonly row: TraceRow | undefined;
  readonly onChoose: (step: number) => void;
}

/** The part of the story that the trace went through, with the way to the chosen step. */
export function TraceGraph({ model: { view }, row, onChoose }: TraceGraphProps): ReactNode {
  const graph = useMemo(() => graphOfTrace(view), [view]);
  const step = row?.actual ?? null;
  const path = useMemo(() => pathTo(view, step ?? -1), [view, step]);
  const current = step === null ? null : (view.steps[step]?.place ?? null);
  const choose = (node: string): void => {
    // The next time that the node is entered; pressed again, the one after it.
    const next =
      view.steps.find(({ i, place }) => place === node && i > (step ?? -1)) ?? view.steps.find(({ place }) => place === node);
    if (next !== undefined) onChoose(next.i);
  };
  return <StoryGraphView graph={graph} current={current} path={path} label={`Graph of ${view.title}`} onChoose={choose} />;
}

function pathTo({ steps }: ViewedTrace, last: number): GraphPath {
  const places = steps.slice(0, last + 1).map(({ place }) => place);
  const edges = places.slice(1).map((place, at) => edgeKey(places[at] ?? "", place));
  return { nodes: new Set(places), edges: new Set(edges) };
}

import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type GraphLayout, layoutGraph, type LaidEdge, type Point } from "../../core/trace-view/layered-layout.ts";
import { type GraphNode, heatOf, type StoryGraph } from "../../core/trace-view/story-graph.ts";
import styles from "./graph.module.css";

interface StoryGraphViewProps {
  readonly graph: StoryGraph;
  /** Where one is. */
  readonly current: string | null;
  /** The way there; null for none. */
  readonly path: GraphPath | null;
  readonly label: string;
  readonly onChoose: (node: string) => void;
}

/** A way through a graph. */
export interface GraphPath {
  readonly nodes: ReadonlySet<string>;
  /** By `edgeKey`. */
  readonly edges: ReadonlySet<string>;
}

/** Names an edge by its ends. */
export function edgeKey(from: string, to: string): string {
  return `${from}\n${to}`;
}

const SIZES = { width: 176, height: 44, gapX: 20, gapY: 40 } as const;
const MARGIN = 16;
/** Beyond the window, so that scrolling shows no holes. */
const SLACK = 400;

/** A story as boxes in layers, warm where it was often met; only what is in sight is in the page. */
export function StoryGraphView({ graph, current, path, label, onChoose }: StoryGraphViewProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const layout = useMemo(() => layoutGraph({ nodes: graph.nodes.map(({ id }) => id), edges: graph.edges }, SIZES), [graph]);
  const { sight, look } = useSight(place);
  const isSeen = (top: number, bottom: number): boolean =>
    bottom >= sight.top - SLACK && top <= sight.top + sight.height + 2 * SLACK;
  const most = useMemo(() => graph.nodes.reduce((top, { visits }) => Math.max(top, visits ?? 0), 0), [graph]);
  const loops = useMemo(() => new Set(graph.edges.flatMap(({ from, to }) => (from === to ? [from] : []))), [graph]);
  useScrollTo(place, layout, { current, size: `${sight.width} ${sight.height}` });
  return (
    <div ref={place} className={styles.place} role="group" aria-label={label} tabIndex={0} onScroll={look}>
      <div className={styles.sheet} style={{ width: layout.width + 2 * MARGIN, height: layout.height + 2 * MARGIN }}>
        <Edges graph={graph} layout={layout} isSeen={isSeen} path={path} />
        {layout.nodes.map(({ id, x, y }, at) => {
          const node = graph.nodes[at];
          if (node === undefined || (id !== current && !isSeen(y, y))) return null;
          const style = {
            left: x - SIZES.width / 2 + MARGIN,
            top: y - SIZES.height / 2 + MARGIN,
            width: SIZES.width,
            height: SIZES.height,
          };
          return (
            <button
              key={id}
              type="button"
              className={styles.node}
              style={style}
              data-heat={node.visits === null ? undefined : heatOf(node.visits, most)}
              data-path={path?.nodes.has(id) === true ? "" : undefined}
              data-found={node.findings.length > 0 ? "" : undefined}
              aria-current={id === current ? "true" : undefined}
              onClick={() => onChoose(id)}
            >
              <NodeWords node={node} loops={loops.has(id)} />
            </button>
          );
        })}
      </div>
    </div>
  );
}

interface NodeWordsProps {
  readonly node: GraphNode;
  /** Whether it leads to itself. */
  readonly loops: boolean;
}

function NodeWords({ node: { id, text, ending, visits, findings }, loops }: NodeWordsProps): ReactNode {
  return (
    <>
      <span className={styles.name}>
        {findings.length === 0 ? null : (
          <span className={styles.finding} title={findings.join("; ")}>
            ! <span className="visually-hidden">{findings.join("; ")}</span>
          </span>
        )}
        <b>{id}</b>
        {loops ? (
          <span title="It leads to itself">
            <span aria-hidden="true">↻</span>
            <span className="visually-hidden">leads to itself</span>
          </span>
        ) : null}
        {visits === null ? null : <span className={styles.count}>{visits === 0 ? "never" : `${visits}×`}</span>}
      </span>
      <span className={styles.text}>
        {ending === null ? null : <span className={styles.ending}>⚑ {ending} </span>}
        {text}
      </span>
    </>
  );
}

interface EdgesProps {
  readonly graph: StoryGraph;
  readonly layout: GraphLayout;
  readonly isSeen: (top: number, bottom: number) => boolean;
  readonly path: GraphPath | null;
}

function Edges({ graph, layout, isSeen, path }: EdgesProps): ReactNode {
  const visits = useMemo(() => new Map(graph.edges.map(({ from, to, visits: count }) => [edgeKey(from, to), count])), [graph]);
  return (
    <svg className={styles.edges} width={layout.width + 2 * MARGIN} height={layout.height + 2 * MARGIN} aria-hidden="true">
      <defs>
        <marker id="graph-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 0.5L8 4L0 7.5z" fill="context-stroke" />
        </marker>
      </defs>
      <g transform={`translate(${MARGIN} ${MARGIN})`}>
        {layout.edges.map((edge) => {
          const ys = edge.points.map(({ y }) => y);
          if (!isSeen(Math.min(...ys), Math.max(...ys))) return null;
          const key = edgeKey(edge.from, edge.to);
          return (
            <path
              key={key}
              d={curveOf(edge)}
              markerEnd="url(#graph-arrow)"
              data-back={edge.isBack ? "" : undefined}
              data-never={visits.get(key) === 0 ? "" : undefined}
              data-path={path?.edges.has(key) === true ? "" : undefined}
            />
          );
        })}
      </g>
    </svg>
  );
}

/** A line through the points that leaves and enters boxes upright. */
function curveOf({ points }: LaidEdge): string {
  return points
    .map((point, at) => {
      const before = points[at - 1];
      if (before === undefined) return `M${point.x} ${point.y}`;
      const middle = (before.y + point.y) / 2;
      return `C${before.x} ${middle} ${point.x} ${middle} ${point.x} ${point.y}`;
    })
    .join("");
}

interface Sight {
  readonly top: number;
  readonly height: number;
  readonly width: number;
}

/** Which part of the sheet is in sight. */
function useSight(place: RefObject<HTMLDivElement | null>): { readonly sight: Sight; readonly look: () => void } {
  const [sight, setSight] = useState<Sight>({ top: 0, height: 1200, width: 0 });
  const look = useCallback(() => {
    const { scrollTop = 0, clientHeight: height = 0, clientWidth: width = 0 } = place.current ?? {};
    // In steps: not every pixel of scrolling draws anew.
    const top = Math.floor(scrollTop / SLACK) * SLACK;
    setSight((before) =>
      before.top === top && before.height === height && before.width === width ? before : { top, height, width },
    );
  }, [place]);
  useEffect(() => {
    const observer = new ResizeObserver(look);
    if (place.current !== null) observer.observe(place.current);
    return () => observer.disconnect();
  }, [place, look]);
  return { sight, look };
}

/** Brings the current node into sight, where it is out of it; without one, the node where a reader begins. */
function useScrollTo(
  place: RefObject<HTMLDivElement | null>,
  layout: GraphLayout,
  { current, size }: { readonly current: string | null; readonly size: string },
): void {
  useEffect(() => {
    const node = layout.nodes.find(({ id }) => id === current) ?? layout.nodes[0];
    const box = place.current;
    if (node === undefined || box === null || isInside(box, node)) return;
    box.scrollTo({ left: node.x + MARGIN - box.clientWidth / 2, top: node.y + MARGIN - box.clientHeight / 2 });
  }, [layout, current, size]);
}

function isInside(box: HTMLDivElement, { x, y }: Point): boolean {
  const [left, top] = [x + MARGIN - box.scrollLeft, y + MARGIN - box.scrollTop];
  const { width, height } = SIZES;
  return left > width / 2 && left < box.clientWidth - width / 2 && top > height && top < box.clientHeight - height;
}

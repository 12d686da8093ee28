import type { Policies } from "../assets/records/project.ts";
import { measureRoom, occupy, type BackendRoom } from "./room.ts";
import type { PickedFor, ScheduleInput, WaitingRender } from "./schedule-input.ts";
import { compareTied, MS_PER_POINT, openLines, type WaitingLine } from "./waiting-lines.ts";

/**
 * How much higher a render ranks for a server that has its checkpoint in memory: as much as a minute of waiting. A guess:
 * to load an SDXL-like checkpoint takes a server about 5 to 20 seconds, so where two checkpoints want one server all the
 * time, loading takes at most a third of it; and less than the 100 points between the default priorities, so that a warm
 * checkpoint alone never lets a fresh render pass one that is more urgent. Measured loading times would move it.
 */
export const AFFINITY_POINTS = 60;

/**
 * Picks the renders to start now, each with its backend, in the order to start them. Call it whenever a render arrives
 * or ends, and whenever a backend comes or goes.
 *
 * Rank is weight plus age in points; ties go to the older, then by job id (code unit), then by place in the job. For a
 * ComfyUI server where its checkpoint is *warm* (a render with it occupies the server, or the last one did when none
 * does), a render ranks AFFINITY_POINTS higher. Going down the ranks, a render is picked for a backend of its kind that
 * accepts its checkpoint and has a free slot: a warm one, else the least loaded, else the first by id. It is not picked
 * where its project or checkpoint is at its cap, or all of its backends are; and then it never holds up those behind it,
 * with a single exception: an *overdue* render (it outranks even the heaviest and warmest render that could arrive now)
 * whose backends alone are full holds one free slot of its capped checkpoint, at most one per checkpoint. Without that,
 * streams could take turns on its checkpoint and its backends so that a slot of each is never free together (where it is
 * tied to one backend, or another kind of backend makes images with its checkpoint). A render
 * without any backend holds nothing: it might hold it for ever.
 *
 * **Longest wait**, as long as the same backends are listed. A render of weight w is overdue after
 * D = (heaviest weight - w + AFFINITY_POINTS) seconds; nothing fresh that arrives later can pass it. Let N renders that
 * outrank it, the bonus counted in, start after that and before it; M of them arrive when it is overdue already (retries
 * of older jobs). Let a render occupy its slot for at most S. Of those that outrank it and itself, let f be the one with
 * the most points that waits. A slot of f's checkpoint and of the project becomes free within S: f starts, or holds it,
 * or one of the N starts. A slot of one of f's backends becomes free within another S: f starts or one of the N does. So
 * one of them starts in every span of 2 S, unless one of the M arrives in it and takes over what f held, which costs S
 * more; and the render waits at most D + S (2 (N + 1) + M). Where all share one checkpoint and c slots of backends that
 * take any of them, it waits at most D + S ceil((N + 1) / c).
 *
 * Deterministic: the order of `waiting`, `running` and `backends` changes nothing. Nothing is mutated.
 *
 * Source: contracts section 7; SPEC.md J13-J18, J22-J25.
 */
export function pickRenders<R extends WaitingRender>(input: ScheduleInput<R>): PickedFor<R>[] {
  const room = measureRoom(input);
  const overdueRank = input.nowMs - (heaviest(input.weights) + AFFINITY_POINTS) * MS_PER_POINT;
  const lines = new Set(openLines(input.waiting, input.weights, room));
  const picks: PickedFor<R>[] = [];
  while (room.project > 0) {
    const move = nextMove(lines, overdueRank);
    if (move === undefined) break;
    const { line, render, to } = move;
    if (to === undefined) {
      line.checkpoint.held = true;
      line.checkpoint.free -= 1;
    } else {
      line.next += 1;
      occupy(room, line.checkpoint, to);
      picks.push({ ...render, backend: to.backend.id });
    }
  }
  return picks;
}

interface Move<R> {
  readonly line: WaitingLine<R>;
  readonly render: R;
  /** Its rank for that backend, with the bonus. */
  readonly rank: number;
  /** Where it starts; undefined: it holds a slot of its checkpoint. */
  readonly to: BackendRoom | undefined;
}

/** The move that is first in rank. Drops the lines that have none: what is full stays full until the next call. */
function nextMove<R extends WaitingRender>(lines: Set<WaitingLine<R>>, overdueRank: number): Move<R> | undefined {
  let first: Move<R> | undefined;
  for (const line of lines) {
    const move = moveOf(line, overdueRank);
    if (move === undefined) lines.delete(line);
    else if (first === undefined || compareMoves(move, first) < 0) first = move;
  }
  return first;
}

function compareMoves(a: Move<WaitingRender>, b: Move<WaitingRender>): number {
  return a.rank - b.rank || compareTied(a.render, b.render);
}

function moveOf<R extends WaitingRender>(line: WaitingLine<R>, overdueRank: number): Move<R> | undefined {
  const { checkpoint, backends } = line;
  const head = line.renders[line.next];
  if (head === undefined || checkpoint.free <= 0) return undefined;
  const { render, rank } = head;
  const to = chooseBackend(backends, checkpoint.id);
  if (to !== undefined) return { line, render, rank: rank - bonusMs(to, checkpoint.id), to };
  return rank <= overdueRank && !checkpoint.held ? { line, render, rank, to } : undefined;
}

/** A warm one, else the least loaded; `backends` are sorted, so of equals the first by id. */
function chooseBackend(backends: readonly BackendRoom[], checkpointId: string): BackendRoom | undefined {
  let best: BackendRoom | undefined;
  for (const one of backends) {
    if (one.used >= one.slots) continue;
    if (best === undefined || isBetter(one, best, checkpointId)) best = one;
  }
  return best;
}

function isBetter(one: BackendRoom, best: BackendRoom, checkpointId: string): boolean {
  const warmth = bonusMs(one, checkpointId) - bonusMs(best, checkpointId);
  // Multiplied out: a quotient could round two different loads to one.
  return warmth === 0 ? one.used * best.slots < best.used * one.slots : warmth > 0;
}

function bonusMs({ warm }: BackendRoom, checkpointId: string): number {
  return warm.has(checkpointId) ? AFFINITY_POINTS * MS_PER_POINT : 0;
}

function heaviest(weights: Policies["priority"]): number {
  return Math.max(...Object.values(weights));
}

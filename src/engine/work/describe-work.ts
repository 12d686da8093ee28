import type { Heartbeat } from "../../core/live/messages.ts";
import type { Studio } from "../studio.ts";
import { isOpen } from "./active-job.ts";

/** How many jobs this process works on now, how many of those it took up wait for their turn, and on which backends. */
export function describeWork({ crew, fleet }: Pick<Studio, "crew" | "fleet">): Heartbeat["work"] {
  const open = [...crew.active.values()].filter(isOpen);
  const running = open.filter(({ attemptId }) => attemptId !== null).length;
  const backends = fleet
    .known()
    .map(({ id, kind, enabled, health, rendering, slots }) => ({ id, kind, enabled, health, rendering, slots }));
  return { running, queued: open.length - running, backends };
}

/** Renders of this process that occupy a backend now. */
export function countRendering({ crew }: Pick<Studio, "crew">, backend: string): number {
  const occupied = [...crew.active.values()].flatMap(({ drawing }) => [...drawing.values()]);
  return occupied.filter((id) => id === backend).length;
}

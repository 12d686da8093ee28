import type { Studio } from "../studio.ts";
import { isOpen } from "./active-job.ts";

/** How many jobs this process works on now, and how many of those it took up wait for their turn. */
export function describeWork({ crew }: Pick<Studio, "crew">): { readonly running: number; readonly queued: number } {
  const open = [...crew.active.values()].filter(isOpen);
  const running = open.filter(({ attemptId }) => attemptId !== null).length;
  return { running, queued: open.length - running };
}

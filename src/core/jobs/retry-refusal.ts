import type { JobRow } from "../events/rows.ts";
import { isTerminal } from "./transition.ts";

/** Why a job may not be retried, and the way out. */
export interface RetryRefusal {
  readonly message: string;
  readonly hint: string;
}

/** A job of a chain, as far as it bears on a retry. */
type Link = Pick<JobRow, "id" | "state" | "specId" | "chainLength">;

/**
 * Whether a person may try a job again from its own plan.
 *
 * @param chain     All jobs of its chain.
 * @param renderer  What its plan was made for, and what is present: work planned for another one is not done by this.
 * Source: contracts section 7 (`job retry`); SPEC.md J19.
 */
export function findRetryRefusal(
  job: Link,
  chain: readonly Link[],
  renderer: { readonly planned: string; readonly present: string },
): RetryRefusal | undefined {
  const make = `touchstone make ${job.specId}`;
  if (job.state === "succeeded")
    return { message: `job \`${job.id}\` made its version`, hint: `Run \`${make} --again\` for another one` };
  const open = [job, ...chain].find((one) => !isTerminal(one.state));
  if (open !== undefined) return { message: `job \`${open.id}\` is ${open.state}`, hint: `Run \`${make}\` to go on with it` };
  const newest = chain.toSorted((a, b) => b.chainLength - a.chainLength)[0] ?? job;
  if (newest.id !== job.id) {
    return {
      message: `its chain went on: job \`${newest.id}\` is ${newest.state}`,
      hint: `Look at \`touchstone job show ${newest.id}\``,
    };
  }
  if (renderer.planned === renderer.present) return undefined;
  const message = `job \`${job.id}\` was planned for renderer \`${renderer.planned}\`; this is \`${renderer.present}\``;
  return { message, hint: `Run \`${make}\` to plan it anew` };
}

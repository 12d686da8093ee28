import path from "node:path";
import { findBrokenPromises } from "./find-broken-promises.ts";
import { type Inspection, inspectProject } from "./inspect-project.ts";
import { readLedgers } from "./ledger.ts";
import { type Cast, copyProject, createWorkshop, removeProject, SMALL, TINY, writeDraftProject } from "./sample-project.ts";
import { type DriverOptions, type Ended, reportOf, runDriver } from "./start-driver.ts";
import type { DriverTask, Point } from "./task.ts";

/** A project whose specs are ready, and what `make` does to it when nothing disturbs it. */
export interface MakeFault {
  readonly dir: string;
  /** From a point to the end of an undisturbed run, ms: the median of the last few. */
  sinceMs(point: Point): number;
  /** How often each step is passed. */
  readonly steps: Readonly<Record<string, number>>;
  readonly remove: () => void;
  /** Copies the project, as it is before. */
  copyTo(projectDir: string): void;
  /** Copies the project, lets `make` be disturbed, makes again, and judges the result. */
  readonly disturb: (name: string, disturbance: Disturbance) => Promise<Disturbed>;
}

/** How one run is disturbed. */
export interface Disturbance extends DriverOptions {
  readonly task?: Partial<DriverTask>;
  /** The run after the disturbed one is killed as well, and a third one finishes. */
  readonly killAgain?: NonNullable<DriverOptions["kill"]>;
  /** Folder that the project is copied to; otherwise one of the fault's own. */
  readonly projectDir?: string;
  /** Called when the project lies there, and when the disturbed run is over. */
  readonly begin?: () => void;
  readonly end?: () => void;
}

interface Disturbed {
  readonly ended: Ended;
  /** How far the disturbed process got: nothing stored, something stored, or everything made. */
  readonly outcome: "old" | "partial" | "new";
  readonly problems: readonly string[];
}

/** Undisturbed runs that the duration is measured over; run two at a time, as rounds are. */
const MEASURED_RUNS = 4;

/** Builds a project with all kinds of work; `make` is asked for all of it. */
export async function createMakeFault(name: string): Promise<MakeFault> {
  return await createFault(name, { cast: SMALL, made: [] });
}

/** Builds a project in which one icon is made already; `make` is asked for another one that shares most inputs. */
export async function createTinyMakeFault(name: string): Promise<MakeFault> {
  return await createFault(name, { cast: TINY, made: ["pebble"] });
}

async function createFault(name: string, { cast, made }: { cast: Cast; made: readonly string[] }): Promise<MakeFault> {
  const { dir, remove } = createWorkshop(name);
  const template = path.join(dir, "template");
  const specs = Object.keys(cast.specs).filter((id) => !made.includes(id));
  const taskIn = (projectDir: string, ledgerFile = path.join(dir, "ledger")): DriverTask => {
    return { projectDir, verb: "make", input: { specs }, ledgerFile };
  };
  writeDraftProject(template, cast);
  reportOf(await runDriver({ ...taskIn(template), verb: "spec.ready", input: { specs: [], all: true } }));
  if (made.length > 0) reportOf(await runDriver({ ...taskIn(template), input: { specs: made } }));
  const before = await inspectProject(template);

  const runUndisturbed = async (index: number): Promise<Ended> => {
    const projectDir = copyProject(template, path.join(dir, `undisturbed-${index}`));
    return await runDriver(taskIn(projectDir));
  };
  const runs: Ended[] = [];
  while (runs.length < MEASURED_RUNS) {
    runs.push(...(await Promise.all([runUndisturbed(runs.length), runUndisturbed(runs.length + 1)])));
  }
  const undisturbed = await inspectProject(path.join(dir, "undisturbed-0"));

  return {
    dir,
    sinceMs: (point) => medianSince(runs.slice(-MEASURED_RUNS), point),
    steps: reportOf(runs[0]!).steps,
    remove,
    copyTo: (projectDir) => void copyProject(template, projectDir),
    async disturb(round, { task = {}, projectDir = path.join(dir, round), begin, end, killAgain, ...options }) {
      copyProject(template, projectDir);
      begin?.();
      const ledgers = ["first", "second", "last"].map((run) => path.join(dir, `${round}.${run}`));
      const ended = await runDriver({ ...taskIn(projectDir, ledgers[0]), ...task }, options);
      if (ended.signal === null && options.under === undefined) runs.push(ended);
      const left = await inspectProject(projectDir);
      end?.();
      if (killAgain !== undefined) await runDriver(taskIn(projectDir, ledgers[1]), { kill: killAgain });
      reportOf(await runDriver(taskIn(projectDir, ledgers[2])));
      const ledger = readLedgers(ledgers);
      const promises = { undisturbed, headBefore: before.events.length, ledger };
      const problems = [
        ...left.problems.map((problem) => `before recovery: ${problem}`),
        ...findBrokenPromises(await inspectProject(projectDir), promises),
      ];
      if (problems.length === 0) removeProject(projectDir, ledgers);
      return { ended, outcome: outcomeOf({ before, left, undisturbed }), problems };
    },
  };
}

function medianSince(runs: readonly Ended[], point: Point): number {
  return runs.map((run) => run.sinceMs[point] ?? 0).toSorted((a, b) => a - b)[runs.length / 2] ?? 0;
}

function outcomeOf(seen: { before: Inspection; left: Inspection; undisturbed: Inspection }): Disturbed["outcome"] {
  if (seen.left.events.length === seen.before.events.length) return "old";
  return seen.left.versions.length === seen.undisturbed.versions.length ? "new" : "partial";
}

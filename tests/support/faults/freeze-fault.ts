import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withStudio } from "../../../src/compose.ts";
import { callVerb } from "../../../src/engine/call-verb.ts";
import { specListVerb } from "../../../src/engine/specs.ts";
import { findLostEvents } from "./find-broken-promises.ts";
import { type Inspection, inspectProject } from "./inspect-project.ts";
import { readLedgers } from "./ledger.ts";
import { type Cast, copyProject, createWorkshop, removeProject, writeDraftProject } from "./sample-project.ts";
import type { Disturbance } from "./make-fault.ts";
import { type Ended, reportOf, runDriver } from "./start-driver.ts";
import type { DriverTask } from "./task.ts";

/** A project on which one command freezes all specs, and what comes of it when nothing disturbs it. */
export interface FreezeFault {
  readonly dir: string;
  /** From having the project open to the end of an undisturbed run. */
  readonly workMs: number;
  readonly remove: () => void;
  /** Copies the project, lets the command be disturbed, runs it again, and judges both states. */
  readonly disturb: (name: string, disturbance: Disturbance) => Promise<Disturbed>;
}

interface Disturbed {
  readonly ended: Ended;
  /** How many of the files were as after the command: none, some or all. */
  readonly outcome: "old" | "partial" | "new";
  readonly problems: readonly string[];
}

export interface FreezeOptions {
  /** `spec.ready` freezes drafts, `spec.rebind` ready specs whose profiles have moved on since. */
  readonly verb: "spec.ready" | "spec.rebind";
  readonly cast: Cast;
  /** Whether the folder never had an owner, so that the store is made as well. */
  readonly isNew?: boolean;
}

/** Builds the project and sees what comes of it. */
export async function createFreezeFault({ verb, cast, isNew = false }: FreezeOptions): Promise<FreezeFault> {
  const { dir, remove } = createWorkshop(verb.replace(".", "-"));
  const template = path.join(dir, "template");
  writeDraftProject(template, cast);
  const taskIn = (projectDir: string, ledgerFile = path.join(dir, "ledger")): DriverTask => {
    return { projectDir, verb, input: { specs: [], all: true }, ledgerFile };
  };
  if (!isNew) reportOf(await runDriver({ ...taskIn(template), input: { specs: [], all: false } }));
  if (verb === "spec.rebind") {
    reportOf(await runDriver({ ...taskIn(template), verb: "spec.ready" }));
    moveOn(template);
  }
  const before = await inspectProject(template);
  const undisturbedDir = copyProject(template, path.join(dir, "undisturbed"));
  const run = await runDriver(taskIn(undisturbedDir));
  reportOf(run);
  const after = await inspectProject(undisturbedDir);

  return {
    dir,
    workMs: run.sinceMs.opened ?? 0,
    remove,
    async disturb(round, { task = {}, projectDir = path.join(dir, round), begin, end, ...options }) {
      copyProject(template, projectDir);
      begin?.();
      const ledgers = ["first", "second"].map((run) => path.join(dir, `${round}.${run}`));
      const ended = await runDriver({ ...taskIn(projectDir, ledgers[0]), ...task }, options);
      const left = await inspectProject(projectDir);
      const whileBroken = [...left.problems, ...(await findUnusable(projectDir)), ...findMixedFiles(left, before, after)];
      end?.();
      reportOf(await runDriver(taskIn(projectDir, ledgers[1])));
      const recovered = await inspectProject(projectDir);
      const ledger = readLedgers(ledgers);
      const problems = [
        ...whileBroken.map((problem) => `before recovery: ${problem}`),
        ...recovered.problems,
        ...findLostEvents(recovered, ledger),
        ...findUnfrozen(recovered, after),
      ];
      if (problems.length === 0) removeProject(projectDir, ledgers);
      return { ended, outcome: outcomeOf(left, before, after), problems };
    },
  };
}

/** Gives every profile a new version, which every spec is to be pinned to. */
function moveOn(projectDir: string): void {
  const newest = new Map<string, number>();
  for (const file of globSync("profiles/*/*.yaml", { cwd: projectDir }).toSorted()) {
    const [, name, version] = /^(.*)\.v(\d+)\.yaml$/.exec(file) ?? [];
    newest.set(name ?? "", Math.max(newest.get(name ?? "") ?? 0, Number(version)));
  }
  for (const [name, version] of newest) {
    const text = readFileSync(path.join(projectDir, `${name}.v${version}.yaml`), "utf8");
    const next = text.replace(/^version: \d+/m, `version: ${version + 1}`);
    writeFileSync(path.join(projectDir, `${name}.v${version + 1}.yaml`), next);
  }
}

/** Whatever was left must be a project: every spec can be planned. */
async function findUnusable(projectDir: string): Promise<readonly string[]> {
  try {
    const { specs, broken } = await callVerb(specListVerb, {
      input: {},
      caller: { by: "person" },
      withStudio: async (access, use) => await withStudio({ projectDir, access, command: "look" }, use),
    });
    const blocked = specs.filter((spec) => spec.blockers.length > 0).map((spec) => `${spec.id}: ${spec.blockers.join(", ")}`);
    return [...broken.map(({ id, problem }) => `${id}: ${problem.message}`), ...blocked];
  } catch (error) {
    return [`the project cannot be used: ${(error as Error).message}`];
  }
}

/** Pins are taken out and put in on the way, with the time of doing so. */
const withoutPin = (text: string | undefined): string | undefined => text?.replace(/^pin:.*\n( .*\n)*/m, "").trimEnd();
const withoutTime = (text: string | undefined): string | undefined => text?.replace(/at: \d+/, "at: then");

/** Each file is as it was before, or as it is after; a pin may be missing. */
function findMixedFiles(left: Inspection, before: Inspection, after: Inspection): readonly string[] {
  const files = [...new Set([...left.authored.keys(), ...after.authored.keys()])];
  return files
    .filter(
      (file) => ![before, after].some(({ authored }) => withoutPin(authored.get(file)) === withoutPin(left.authored.get(file))),
    )
    .map((file) => `${file} is neither old nor new`);
}

/** After the second run all files are those of an undisturbed run, and the log says of each spec what the lock says. */
function findUnfrozen(recovered: Inspection, after: Inspection): readonly string[] {
  const files = [...after.authored].filter(([file, text]) => withoutTime(recovered.authored.get(file)) !== withoutTime(text));
  const expected = lastFrozen(after);
  const actual = lastFrozen(recovered);
  const unrecorded = [...expected].filter(([spec, digest]) => actual.get(spec) !== digest).map(([spec]) => spec);
  return [
    ...files.map(([file]) => `${file} is not as after an undisturbed run`),
    ...unrecorded.map((spec) => `no event says how ${spec} was frozen last`),
  ];
}

function lastFrozen({ events }: Inspection): ReadonlyMap<string, string> {
  const frozen = events.filter((event) => event.type === "spec.ready" || event.type === "spec.rebound");
  return new Map(frozen.map((event) => [event.entityId, event.payload.inputsDigest]));
}

function outcomeOf(left: Inspection, before: Inspection, after: Inspection): Disturbed["outcome"] {
  const isLike = (other: Inspection): boolean =>
    [...after.authored.keys()].every((file) => withoutTime(left.authored.get(file)) === withoutTime(other.authored.get(file)));
  if (isLike(before)) return "old";
  return isLike(after) ? "new" : "partial";
}

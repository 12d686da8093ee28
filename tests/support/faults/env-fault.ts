import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { callVerb } from "../../../src/engine/call-verb.ts";
import { envRecoverVerb } from "../../../src/engine/env/hold/recover-verb.ts";
import { studioAt } from "../sample-game.ts";
import { digestEnv, findBrokenFiles, findUnsettled, lookAtProduction, type Production } from "./env-state.ts";
import { type Marks, marksOf } from "./env-marks.ts";
import { outwaitOrphans } from "./orphans.ts";
import { type EnvEnded, type EnvRun, linkProject, runEnv } from "./run-env.ts";

/** A command that changes an environment, and the project that it is given. */
export interface EnvCommand {
  readonly name: string;
  /** As they are typed after `touchstone`. */
  readonly words: readonly string[];
  /** A project in which it comes to its end. */
  readonly template: string;
}

/** The same, and what it does when nothing disturbs it. */
export interface EnvFault extends EnvCommand {
  readonly before: Production;
  readonly after: Production;
  /** What it leaves beside production: snapshots, words in the history, what is staged. */
  readonly marks: Readonly<Record<"before" | "after", Marks>>;
  /** How long it holds the lock, ms. */
  readonly durationMs: number;
}

/** Runs the command once in a folder, to its end. */
export async function watchUndisturbed(command: EnvCommand, project: string): Promise<EnvFault> {
  await linkProject(command.template, project);
  const { exitCode, output, heldMs } = await runEnv(command.words, project, {});
  if (exitCode !== 0) throw new Error(`${command.name} ended with ${exitCode}: ${output}`);
  const [before, after] = [await lookAtProduction(command.template), await lookAtProduction(project)];
  const [was, is] = [marksOf(command.template, command.template), marksOf(project, command.template)];
  return { ...command, before, after, marks: { before: was, after: is }, durationMs: heldMs ?? 0 };
}

/** What is done to a run of a command. */
export interface EnvDisturbance extends EnvRun {
  /** How the project comes there; default: by links. */
  readonly copy?: (template: string, to: string) => Promise<void> | void;
  /** Called when the project lies there, before the command starts. */
  readonly begin?: () => void;
  /** Called when the command has ended, before anything is judged. */
  readonly end?: () => void;
  /** Whether the same command is run once more in the end, to its end. */
  readonly again?: boolean;
}

/** Copies the project, lets the command be disturbed there, and judges what was left and what recovery makes of it. */
export async function playEnvFault(
  fault: EnvFault,
  project: string,
  disturbance: EnvDisturbance,
): Promise<{ readonly ended: EnvEnded; readonly outcome: string; readonly problems: readonly string[] }> {
  await (disturbance.copy ?? linkProject)(fault.template, project);
  disturbance.begin?.();
  const ended = await runEnv(fault.words, project, disturbance);
  disturbance.end?.();
  const { problems, state } = await judge(fault, project, disturbance);
  if (problems.length === 0) rmSync(project, { recursive: true, force: true });
  else problems.push(`it ended with ${ended.exitCode ?? ended.signal}: ${ended.output}`);
  const left = fault.before === fault.after ? "as it was" : state;
  return { ended, outcome: `${fault.name} ${ended.signal === null ? "to its end" : `killed: ${left}`}`, problems };
}

/** Judges what was left, lets the next command recover, three times in all, and judges that. */
async function judge(fault: EnvFault, project: string, { again = false }: EnvDisturbance) {
  const { words, before, after } = fault;
  const problems: string[] = [];
  const note = (when: string, found: readonly string[]): void => {
    problems.push(...found.map((problem) => `${when}: ${problem}`));
  };
  let state: "old" | "new" = "old";
  const look = async (when: string): Promise<void> => {
    const production = await lookAtProduction(project);
    state = production === after ? "new" : "old";
    if (production !== before && production !== after) note(when, ["production is neither old nor new"]);
  };
  try {
    note("as it was left", findBrokenFiles(project));
    await look("as it was left");
    // At once, while what the killed command had started may still be at work.
    await recoverProject(project);
    await look("recovered");
    await outwaitOrphans(project);
    await recoverProject(project);
    note("recovered", [...findBrokenFiles(project), ...findUnsettled(project), ...findWrongMarks(fault, project, state)]);
    const bytes = digestEnv(project);
    await recoverProject(project);
    if (digestEnv(project) !== bytes) note("recovered once more", ["it changed something"]);
    if (again && (state === "old" || before === after)) {
      const { exitCode, output } = await runEnv(words, project, {});
      if (exitCode !== 0) note("run again", [`it ended with ${exitCode}: ${output}`]);
      note("run again", [...findBrokenFiles(project), ...findUnsettled(project)]);
      await look("run again");
      if ((state as string) === "old") note("run again", ["production is still old"]);
    }
  } catch (error) {
    note("judging", [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  }
  return { problems, state };
}

/** A command that was taken back leaves nothing, one that was finished all of it. One that moves nothing may have got anywhere. */
function findWrongMarks({ before, after, marks, template }: EnvFault, project: string, state: "old" | "new"): readonly string[] {
  if (before === after) return [];
  const expected = JSON.stringify(state === "old" ? marks.before : marks.after);
  const found = JSON.stringify(marksOf(project, template));
  return found === expected ? [] : [`it left ${found} instead of ${expected}`];
}

/** In this process: the command line is what is killed, not what is judged by. */
export async function recoverProject(project: string): Promise<void> {
  if (!existsSync(path.join(project, "env"))) return;
  await callVerb(envRecoverVerb, { input: {}, caller: { by: "person" }, withStudio: studioAt(project) });
}

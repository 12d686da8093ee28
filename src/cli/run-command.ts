import { resolve } from "node:path";
import { FAILURES, TouchstoneError } from "../core/errors.ts";
import { interrupted } from "../core/interrupted.ts";
import type { BuiltViewer } from "../core/trace-view/trace-page.ts";
import type { WithStudio } from "../engine/call-verb.ts";
import type { Studio } from "../engine/studio.ts";
import type { Access } from "../engine/verb.ts";
import type { Call, CliContext, Command, StudioFiles, Typed } from "./command.ts";
import type { CallPlace } from "./create-call.ts";
import { createEnvProgress } from "./env-progress.ts";
import { paintFor } from "./paint-for.ts";
import { progressOutput } from "./progress-output.ts";
import { createProgress } from "./progress.ts";
import type { RemoteServer } from "./remote-call.ts";
import { reportFailure } from "./report-error.ts";
import { createPlayThreads } from "./use-play-thread.ts";

/** What only compose can give the command line. */
interface Composed {
  /** Opens a project for one kind of access, hands it to `use`, and closes it whatever happens. */
  withStudio<T>(
    options: { projectDir: string; access: Access; command: string },
    use: (studio: Studio) => Promise<T>,
  ): Promise<T>;
  /** The nearest folder with `touchstone.yaml`, from a folder upwards. */
  findProjectDir(startDir: string): Promise<string>;
  /** The folder named, if it holds `touchstone.yaml` itself. */
  requireProjectDir(dir: string): Promise<string>;
  /** Where the owner of a project serves its verbs, if one does. */
  findServer(projectDir: string): RemoteServer | undefined;
  /** The Studio's files; they are built first where that is possible and needed. */
  loadStudioFiles(): Promise<StudioFiles>;
  /** The trace view; it is built first where that is possible and needed. */
  loadTraceViewer(): Promise<BuiltViewer>;
}

/** Where a command runs. */
export interface Host {
  /** Touchstone's own version. */
  readonly version: string;
  /** Loads what opens projects, which takes a fifth of a second: commands that open none go without. */
  load(): Promise<Composed>;
}

/** One command line: what was typed, and the words it was typed in. */
export interface Invocation {
  readonly command: Command;
  readonly typed: Typed;
  readonly argv: readonly string[];
}

/** Runs one command and turns its outcome into text and an exit code. */
export async function runCommand({ command, typed, argv }: Invocation, host: Host): Promise<number> {
  const interruption = listenForInterruption();
  const playThreads = createPlayThreads();
  const held = { signal: interruption.signal, openPlayThread: playThreads.open };
  const context = createContext({ command, typed, argv }, held, host);
  try {
    if ("run" in command) return await command.run(context);
    const caller = context.caller(command.progress === true);
    const request = { input: command.toInput(typed, context.cwd), caller };
    const output = await context.call(command.chooseVerb?.(typed) ?? command.verb, request).finally(() => caller.finish());
    context.out(context.json ? JSON.stringify(command.toJson?.(output) ?? output) : command.render(output, context.paint));
    return command.exitCode?.(output) ?? 0;
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return reportFailure(error, { json: context.json, colour: !typed.isOn("no-color") });
  } finally {
    await playThreads.close();
    interruption.stop();
  }
}

/** One key press can arrive twice: from the terminal's process group, and passed on by the launcher. In ms; guess. */
const ECHO_MS = 250;

/** The first Ctrl-C asks the work to stop at a safe point; the second ends the process at once. */
function listenForInterruption(): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  let heardAtMs = -Infinity;
  const onSignal = (): void => {
    const isEcho = performance.now() - heardAtMs < ECHO_MS;
    heardAtMs = performance.now();
    if (isEcho) return;
    if (controller.signal.aborted) process.exit(FAILURES.INTERRUPTED.exit);
    process.stderr.write("\nStopping at the next safe point; once more to stop at once\n");
    controller.abort(interrupted());
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  const stop = (): void => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
  return { signal: controller.signal, stop };
}

type Held = Pick<CliContext, "signal" | "openPlayThread">;

function createContext({ typed, argv }: Invocation, { signal, openPlayThread }: Held, host: Host): CliContext {
  const json = typed.isOn("json");
  const quiet = typed.isOn("quiet");
  const command = ["touchstone", ...argv].join(" ");
  const project = typed.flag("project");
  const openAt = (projectDir: string): WithStudio => {
    return async (access, use) => await (await host.load()).withStudio({ projectDir: resolve(projectDir), access, command }, use);
  };
  const findDir = async (): Promise<string> => {
    const composed = await host.load();
    return project === undefined ? await composed.findProjectDir(".") : await composed.requireProjectDir(project);
  };
  const chosen: WithStudio = async (access, use) => await openAt(await findDir())(access, use);
  const callOn =
    (place: Omit<CallPlace, "findServer">): Call =>
    async (verb, request) => {
      const [{ createCall }, composed] = await Promise.all([import("./create-call.ts"), host.load()]);
      return await createCall({ ...place, findServer: (dir) => composed.findServer(dir) })(verb, request);
    };
  return {
    typed,
    json,
    quiet,
    paint: paintFor(process.stdout, !typed.isOn("no-color")),
    cwd: process.cwd(),
    project,
    version: host.version,
    signal,
    openPlayThread,
    out: (text) => void process.stdout.write(`${text}\n`),
    talk: (text) => void (quiet || process.stderr.write(`${text}\n`)),
    withStudio: chosen,
    openAt,
    call: callOn({ withStudio: chosen, findDir }),
    callAt: (dir) => callOn({ withStudio: openAt(dir), findDir: async () => resolve(dir) }),
    loadStudioFiles: async () => await (await host.load()).loadStudioFiles(),
    loadTraceViewer: async () => await (await host.load()).loadTraceViewer(),
    caller: (progress) => createCaller({ progress: progress && !quiet, signal, typed }),
  };
}

type CliCaller = ReturnType<CliContext["caller"]>;

function createCaller({ progress, signal, typed }: { progress: boolean; signal: AbortSignal; typed: Typed }): CliCaller {
  if (!progress) return { by: "person", signal, finish: () => undefined };
  const { output, paint } = progressOutput(typed);
  const shown = { jobs: createProgress(output, paint), env: createEnvProgress(output, paint) };
  return {
    by: "person",
    signal,
    onStep: (step) => ("jobId" in step ? shown.jobs.onStep(step) : shown.env.onStep(step)),
    finish: () => {
      shown.jobs.finish();
      shown.env.finish();
    },
  };
}

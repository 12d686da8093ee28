import { randomBytes } from "node:crypto";
import { TouchstoneError } from "../core/errors.ts";
import { HEARTBEAT_MS } from "../core/live/messages.ts";
import { callVerb } from "../engine/call-verb.ts";
import { type FilesWatch, watchFiles } from "../engine/files-watch.ts";
import { describeWork } from "../engine/work/describe-work.ts";
import { jobListVerb } from "../engine/jobs.ts";
import { pipelineShowVerb } from "../engine/pipeline.ts";
import { locateStore } from "../engine/project.ts";
import { resumeJobs } from "../engine/resume.ts";
import { storeOf, type Studio } from "../engine/studio.ts";
import { watchEnv } from "../engine/env/tell/watch-env.ts";
import { watchTrials } from "../engine/trials/watch-trials.ts";
import { createApp } from "./app.ts";
import { listen, type ListenOptions } from "./listen.ts";
import { createSafety } from "./safety/create-safety.ts";
import { type Bind, decideBind } from "./safety/decide-bind.ts";
import type { ServerContext, StudioFile } from "./server-context.ts";
import { createHub, type Hub } from "./stream/hub.ts";

export interface ServerOptions {
  readonly studio: Studio;
  readonly studioFiles: ReadonlyMap<string, StudioFile>;
  readonly host: string;
  readonly port: number;
  /** Names under which other machines know this one. */
  readonly allowedHosts: readonly string[];
  readonly tls: ListenOptions["tls"];
  readonly insecure: boolean;
  /** Take any free port where the one named is taken. */
  readonly anyPort?: boolean;
  readonly onBug: (error: unknown) => void;
}

export interface RunningServer {
  /** Where the Studio is, e.g. `http://127.0.0.1:4417/`. */
  readonly url: string;
  /** Where a browser logs in, once; null where no login is needed. */
  readonly loginUrl: string | null;
  /** Stops work at a safe point, ends every stream and connection. */
  close(): Promise<void>;
}

/** How often runs of trials of other processes are looked for. Guess: soon enough for who waits for them. */
const TRIALS_MS = 1_000;
/** How often changes of the environment by other processes are looked for. Guess: soon enough for who waits for them. */
const ENV_MS = 1_000;

/** The owner's own commands reach it here, whatever address the Studio is served at. */
const OWN_ADDRESS = "127.0.0.1";

/**
 * Serves one project that this process owns: the Studio and the API at the address asked for, and the API once more on this
 * machine for the command line, which sends the owner's token.
 *
 * @throws TouchstoneError ADDRESS_REFUSED, BIND_REFUSED
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { studio, onBug, tls, host } = options;
  const token = randomBytes(32).toString("base64url");
  const ending = new AbortController();
  const files = watchFiles(studio, HEARTBEAT_MS / 2);
  const trials = watchTrials(studio, TRIALS_MS);
  const env = watchEnv(studio, ENV_MS);
  const hub = openHub(studio, files);
  const { projectId } = await locateStore(studio);
  const server: ServerContext = { studio, projectId, hub, studioFiles: options.studioFiles, ending: ending.signal, onBug };
  const serve = async (bind: Omit<ListenOptions, "answer">, rules: (port: number) => Bind) => {
    let safety: ReturnType<typeof createSafety> | undefined;
    const answer = (port: number) =>
      createApp(server, (safety = createSafety({ bind: rules(port), token, nowMs: () => studio.nowMs() })));
    return { ...(await listen({ ...bind, answer })), safety };
  };
  const rules = (port: number): Bind =>
    decideBind({ host, port, tls: tls !== null, insecure: options.insecure, allowedHosts: options.allowedHosts });
  // Refused before anything listens.
  rules(options.port);
  const shown = await orAnyPort(options, async (port) => await serve({ host, port, tls }, rules));
  const own = await serve({ host: OWN_ADDRESS, port: 0, tls: null }, ownRules);
  studio.announce?.({ url: `http://${OWN_ADDRESS}:${own.port}/api/projects/${projectId}`, token });
  await warmUp(studio);
  // A file that is not valid is told by whoever asks for the backends; the built-in renderer works without it.
  studio.background.run(async () => await studio.fleet.look().catch(ignoreKnown));
  resumeJobs(studio);
  const url = rules(shown.port).url;
  return {
    url,
    loginUrl: shown.safety?.loginPath == null ? null : new URL(shown.safety.loginPath, url).href,
    async close() {
      ending.abort();
      files.stop();
      await Promise.all([studio.background.stop(), trials.stop(), env.stop(), hub.close(), shown.close(), own.close()]);
    },
  };
}

/** Asks once what every screen asks first: statements are prepared and files read before anybody waits for them. */
async function warmUp(studio: Studio): Promise<void> {
  const request = {
    caller: { by: "person" } as const,
    withStudio: async <T>(_: unknown, use: (held: Studio) => Promise<T>) => await use(studio),
  };
  await callVerb(jobListVerb, { ...request, input: { limit: 50 } });
  await callVerb(pipelineShowVerb, { ...request, input: {} });
}

/** The stream of the project's events, with the steps of its work beside them. */
function openHub(studio: Studio, files: FilesWatch): Hub {
  const store = storeOf(studio);
  return createHub({
    readEvents: (query) => store.readEvents(query),
    head: () => store.head().seq,
    onEvents: (listener) => store.onEvents(listener),
    onStep(listener) {
      studio.crew.observers.add(listener);
      return () => void studio.crew.observers.delete(listener);
    },
    onEnvWork(listener) {
      studio.env.observers.add(listener);
      return () => void studio.env.observers.delete(listener);
    },
    nowMs: () => studio.nowMs(),
    describe: () => ({ owner: studio.owner, work: describeWork(studio), files: files.stamp() }),
  });
}

/** The command line needs the token on every request. */
function ownRules(port: number): Bind {
  return { ...decideBind({ host: OWN_ADDRESS, port, tls: false, insecure: false, allowedHosts: [] }), needsLogin: true };
}

async function orAnyPort<T>({ port, anyPort }: ServerOptions, serve: (port: number) => Promise<T>): Promise<T> {
  try {
    return await serve(port);
  } catch (error) {
    if (anyPort !== true || !(error instanceof TouchstoneError) || error.code !== "ADDRESS_REFUSED") throw error;
    return await serve(0);
  }
}

function ignoreKnown(error: unknown): void {
  if (!(error instanceof TouchstoneError)) throw error;
}

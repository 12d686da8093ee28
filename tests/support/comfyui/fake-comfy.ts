import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocketServer } from "ws";
import { answerRequest } from "./answer-request.ts";
import { realClock } from "./clock.ts";
import { openFaultBoard, SOCKET_FAULTS, type FaultBoard, type FaultKind } from "./faults.ts";
import { folderShelf, memoryShelf, type FileShelf } from "./file-shelf.ts";
import { openLedger, type AcceptedPrompt, type Execution } from "./ledger.ts";
import { beginLife, statusMessage, type Life } from "./life.ts";
import { loadObjectInfo } from "./object-info.ts";
import { DEFAULT_SWITCHES, type FakeComfyOptions, type Host, type Switches } from "./options.ts";
import { listenOnOwnPort } from "./own-port.ts";
import { previewFrames } from "./preview-frames.ts";
import { FEATURES } from "./route-server.ts";
import { listRoutes } from "./routes.ts";
import { tempNameOf } from "./save-images.ts";
import { work, type PromptFaults } from "./worker.ts";

/** A server that behaves as ComfyUI does on the wire, on loopback. */
export interface FakeComfy {
  /** Without a final slash, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  /** Every prompt that ran, oldest first, over all restarts. */
  readonly executions: readonly Execution[];
  /** Every prompt that was accepted, oldest first. */
  readonly accepted: readonly AcceptedPrompt[];
  readonly counts: {
    /** By route without `/api`, e.g. `POST /prompt`. */
    readonly requests: Readonly<Record<string, number>>;
    readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
    readonly restarts: number;
  };
  /** May be changed at any time. */
  readonly switches: Switches;
  readonly faults: Pick<FaultBoard, "arm" | "calm">;
  /** Input, output and temporary files. */
  readonly files: FileShelf;
  /** Ids of prompts that still wait or run. */
  orphans(): string[];
  /** Tears every socket, as a network does. */
  dropSockets(): void;
  /** Whether the worker is dead. */
  isZombie(): boolean;
  /** Stops answering and frees the port; connections are closed. */
  stop(): Promise<void>;
  /** Ends as kill -9 does: every connection is torn, memory is lost, the port is free. Files stay. */
  kill(): Promise<void>;
  /** Kills it and starts it again at the same port with empty queue, history and cache; after `switches.downMs`. */
  restart(): Promise<void>;
}

/** Starts one; it listens when this resolves. */
export async function startFakeComfy(options: FakeComfyOptions = {}): Promise<FakeComfy> {
  const host = await makeHost(options);
  const state: Machine = {
    host,
    listener: null,
    life: null,
    port: options.port ?? 0,
    lives: 0,
    isStopped: false,
    restarting: null,
  };
  host.restart = async () => await restart(state);
  await boot(state);
  return {
    url: `http://127.0.0.1:${state.port}`,
    port: state.port,
    executions: host.ledger.executions,
    accepted: host.ledger.accepted,
    counts: {
      requests: host.ledger.requests,
      faults: host.faults.fired,
      get restarts() {
        return state.lives - 1;
      },
    },
    switches: host.switches,
    faults: host.faults,
    files: host.files,
    orphans: () => [...(state.life?.queue.running ?? []), ...(state.life?.queue.pending ?? [])].map((item) => item.id),
    dropSockets: () => state.life?.sockets.drop(null),
    isZombie: () => state.life?.isZombie === true,
    stop: async () => {
      state.isStopped = true;
      await halt(state);
    },
    kill: async () => {
      state.isStopped = true;
      await halt(state);
    },
    restart: async () => await restart(state),
  };
}

interface Machine {
  readonly host: Host;
  listener: { readonly server: Server; readonly connections: ReadonlySet<Socket> } | null;
  life: Life | null;
  port: number;
  lives: number;
  isStopped: boolean;
  restarting: Promise<void> | null;
}

async function makeHost(options: FakeComfyOptions): Promise<{ -readonly [Field in keyof Host]: Host[Field] }> {
  const asked = Object.entries({ stepMs: options.stepMs, steps: options.steps, latencyMs: options.latencyMs });
  const given = Object.fromEntries(asked.filter(([, value]) => value !== undefined));
  return {
    options,
    version: options.version ?? "0.33.0",
    seed: options.seed ?? "fake",
    clock: options.clock ?? realClock,
    switches: { ...DEFAULT_SWITCHES, ...options.switches, ...given },
    faults: openFaultBoard(options.faults ?? {}),
    files: options.dir === undefined ? memoryShelf() : folderShelf(options.dir),
    ledger: openLedger(options),
    models: {
      checkpoints: options.checkpoints ?? [],
      loras: options.loras ?? [],
      vae: options.vae ?? [],
      background_removal: options.backgroundModels ?? [],
    },
    info: loadObjectInfo(options.objectInfoPath ?? null, options.coreOnly !== true),
    previewFrames: await previewFrames(),
    restart: () => Promise.resolve(),
  };
}

/** Starts the process: nothing is remembered, temporary files are gone. */
async function boot(state: Machine): Promise<void> {
  const { host } = state;
  for (const name of host.files.list("temp")) host.files.remove(`temp/${name}`);
  const life = beginLife({
    unregistersNewer: () => host.switches.unregisterBug,
    features: () => FEATURES,
    tempName: tempNameOf(host.seed, state.lives++),
  });
  const faults: PromptFaults = new WeakMap();
  const routes = listRoutes(host, life, (item, fault) => void faults.set(item, fault));
  const server = createServer((request, response) => {
    answerRequest(host, routes, { request, response }).catch(() => response.destroy());
  });
  const connections = new Set<Socket>();
  server.on("connection", (socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
  });
  acceptSockets(host, life, server);
  state.port = await listenOnOwnPort(server, state.port);
  state.life = life;
  state.listener = { server, connections };
  void work(host, life, faults);
}

function acceptSockets(host: Host, life: Life, server: Server): void {
  const upgrades = new WebSocketServer({ noServer: true });
  let attempts = 0;
  server.on("upgrade", (request, socket, head) => {
    const url = new URL(request.url ?? "/", "http://fake");
    const isRefused = host.switches.noWebSocket || host.faults.draw(SOCKET_FAULTS, { nth: ++attempts }) !== null;
    if (isRefused || !["/ws", "/api/ws"].includes(url.pathname)) return void socket.destroy();
    upgrades.handleUpgrade(request, socket, head, (opened) => {
      const { running } = life;
      life.sockets.accept(opened, url.searchParams.get("clientId"), (sid) => {
        const status = { type: "status", data: { ...statusMessage(life.queue).data, sid } };
        const isOwner = running !== null && running.item.clientId === sid && running.lastNode !== null;
        return isOwner ? [status, { type: "executing", data: { node: running.lastNode } }] : [status];
      });
    });
  });
}

/** Ends the process at once. */
async function halt(state: Machine): Promise<void> {
  const { listener, life } = state;
  if (listener === null) return;
  state.listener = null;
  life?.end();
  const closed = once(listener.server, "close");
  listener.server.close();
  for (const socket of listener.connections) socket.destroy();
  await closed;
}

async function restart(state: Machine): Promise<void> {
  state.restarting ??= restartOnce(state).finally(() => void (state.restarting = null));
  await state.restarting;
}

async function restartOnce(state: Machine): Promise<void> {
  await halt(state);
  await wait(state.host.switches.downMs);
  if (!state.isStopped) await boot(state);
}

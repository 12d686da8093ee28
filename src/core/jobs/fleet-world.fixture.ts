import { Policies } from "../assets/records/project.ts";
import type { BackendSlots, RenderCaps, RenderSlot, WaitingRender } from "./schedule-input.ts";
import { pickRenders } from "./schedule.ts";

export const weights = Policies.parse({}).priority;

const base: WaitingRender = {
  jobId: "job",
  renderIndex: 0,
  checkpointId: "pony",
  kind: "comfyui",
  pinned: null,
  only: null,
  refusedBy: [],
  priority: "normal",
  queuedAtMs: 0,
};

export const render = (fields: Partial<WaitingRender>): WaitingRender => ({ ...base, ...fields });

export const backend = (id: string, fields: Partial<BackendSlots> = {}): BackendSlots => ({
  id,
  kind: "comfyui",
  slots: 2,
  accepts: null,
  warmCheckpoint: null,
  reserved: false,
  ...fields,
});

export const capsOf = (project: number, perBackend: number, checkpoints: Record<string, number> = {}): RenderCaps => ({
  project,
  perBackend,
  checkpoints: new Map(Object.entries(checkpoints)),
});

/** A renderer of a simulated fleet. */
export interface SimulatedServer extends Omit<BackendSlots, "warmCheckpoint"> {
  /** How long one image takes, ms. */
  readonly renderMs: number;
  /** How long it takes to change the checkpoint, ms; 0 when left out. */
  readonly loadMs?: number;
  /** `one` image at a time, in the order given, as ComfyUI does; otherwise each slot works by itself. */
  readonly works: "one" | "all";
}

/** A server with the two prompts that one is given, which makes one image after the other. */
export const simulated = (id: string, renderMs: number, fields: Partial<SimulatedServer> = {}): SimulatedServer => ({
  ...backend(id),
  renderMs,
  works: "one",
  ...fields,
});

/** What happens in a simulated fleet. */
export interface World {
  readonly caps: RenderCaps;
  readonly servers: readonly SimulatedServer[];
  /** In any order. */
  readonly arrivals: readonly Arrival[];
  /** Nothing happens after it, ms; without an end all are made. */
  readonly endMs?: number;
}

export interface Arrival {
  readonly render: WaitingRender;
  /** When it comes to the queue: later than `queuedAtMs` for a retry. */
  readonly atMs: number;
}

/** What became of one render. */
export interface Made extends RenderSlot {
  readonly startedAtMs: number;
  /** When its slot became free again. */
  readonly endedAtMs: number;
  /** Whether the server had to change its checkpoint for it. */
  readonly switched: boolean;
}

/** Fresh renders: each arrives when it is first queued. */
export const arriving = (renders: readonly WaitingRender[]): Arrival[] =>
  renders.map((one) => ({ render: one, atMs: one.queuedAtMs }));

interface Engine {
  readonly server: SimulatedServer;
  /** When it has done all that it was given. */
  freeAtMs: number;
  /** The checkpoint of the render that it was given last. */
  loaded: string | null;
}

/** Runs the scheduler on a simulated clock, from event to event, and tells what became of each render that started. */
export function simulateFleet({ caps, servers, arrivals, endMs = Infinity }: World): Map<WaitingRender, Made> {
  const engines = new Map(servers.map((server): [string, Engine] => [server.id, { server, freeAtMs: -Infinity, loaded: null }]));
  const made = new Map<WaitingRender, Made>();
  const coming = arrivals.toSorted((a, b) => a.atMs - b.atMs);
  let waiting: { one: WaitingRender }[] = [];
  let running: Made[] = [];
  for (;;) {
    const nowMs = Math.min(coming[0]?.atMs ?? Infinity, ...running.map((one) => one.endedAtMs));
    if (nowMs > endMs || nowMs === Infinity) return made;
    running = running.filter((one) => one.endedAtMs > nowMs);
    while (coming[0] !== undefined && coming[0].atMs <= nowMs) {
      const arrived = coming.shift();
      if (arrived !== undefined) waiting.push({ one: arrived.render });
    }
    const picks = pickRenders({
      waiting: waiting.map((entry) => ({ ...entry.one, entry })),
      running,
      backends: servers.map((server) => ({ ...server, warmCheckpoint: engines.get(server.id)?.loaded ?? null })),
      caps,
      weights,
      nowMs,
    });
    for (const pick of picks) {
      const outcome = work(engines.get(pick.backend), pick.checkpointId, nowMs);
      made.set(pick.entry.one, outcome);
      running.push(outcome);
    }
    const picked = new Set(picks.map((pick) => pick.entry));
    waiting = waiting.filter((entry) => !picked.has(entry));
  }
}

function work(engine: Engine | undefined, checkpointId: string, nowMs: number): Made {
  if (engine === undefined) throw new TypeError("simulateFleet: picked for a server that is not there");
  const { server } = engine;
  const switched = engine.loaded !== checkpointId;
  const beginMs = server.works === "one" ? Math.max(nowMs, engine.freeAtMs) : nowMs;
  const endedAtMs = beginMs + (switched ? (server.loadMs ?? 0) : 0) + server.renderMs;
  engine.freeAtMs = Math.max(engine.freeAtMs, endedAtMs);
  engine.loaded = checkpointId;
  return { checkpointId, backend: server.id, startedAtMs: nowMs, endedAtMs, switched };
}

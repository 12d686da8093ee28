import type { ImageBackend } from "../../adapters/rendering/image-backend.ts";
import type { BackendState } from "../../core/backends/backend-state.ts";
import { BUILTIN_ID } from "../../core/backends/backends-file.ts";
import { type Candidate, judgeOutage } from "../../core/backends/judge-outage.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { BackendSlots } from "../../core/jobs/schedule-input.ts";
import type { Fleet, RenderDemand, RenderOutcome } from "./fleet.ts";
import { discardPrompt, isDue, isInUse } from "./look-at-member.ts";
import { describeMember, type Member, noteFailure, noteSuccess } from "./member.ts";
import { type MembersOptions, openMembers } from "./members.ts";
import { reserveMember } from "./reserve-member.ts";

/** What a fleet is made of. */
export interface FleetOptions extends Omit<MembersOptions, "tell"> {
  readonly builtin: { readonly backend: ImageBackend; readonly version: string };
  /** Renders of this process that occupy a backend. */
  readonly countRendering: (id: string) => number;
}

/** The built-in renderer takes as much as policy lets it: it queues inside this process. */
const BUILTIN: BackendSlots = {
  id: BUILTIN_ID,
  kind: "builtin",
  slots: 64,
  accepts: null,
  warmCheckpoint: null,
  reserved: false,
};

/** Opens the fleet; which servers there are is read when somebody first asks. */
export function openFleet(options: FleetOptions): Fleet {
  const { builtin, countRendering, nowMs } = options;
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());
  const members = openMembers({ ...options, tell });
  let loading: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    // What works goes on working while the file is not valid: whoever asks for a refresh is told.
    if (loading !== undefined && (await members.hasChanged())) await members.read().catch(() => undefined);
    loading ??= members.read().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    await loading;
  };
  const reload = async (): Promise<void> => {
    loading = undefined;
    await load();
  };
  const known = (): readonly BackendState[] => [
    describeBuiltin(options),
    ...members.list().map((member) => describeMember(member, countRendering(member.config.id))),
  ];
  return {
    load,
    reload,
    async use(name) {
      await load();
      return await members.use(name);
    },
    async look({ refresh = false } = {}) {
      // A person may have written the file by hand since.
      await (refresh ? reload() : load());
      const asked = members.list().filter((member) => isInUse(member) && (refresh || member.health.health === "unknown"));
      await Promise.all(asked.map(async (member) => await members.look(member, true)));
      return known();
    },
    known,
    find: (id) => (id === BUILTIN_ID ? builtin.backend : members.find(id)?.backend),
    available: () => [BUILTIN, ...members.list().filter(isFree).map(slotsOf)],
    candidatesFor: (demand) => candidates(members.list(), demand, nowMs()).map(({ id }) => id),
    async reserve(id) {
      const member = members.find(id);
      return member === undefined
        ? () => undefined
        : await reserveMember(member, { isIdle: () => countRendering(id) === 0, tell });
    },
    outageFor: (demand) =>
      demand.kind === "builtin" ? { kind: "none" } : judgeOutage(candidates(members.list(), demand, nowMs())),
    noteRender(id, outcome) {
      const member = members.find(id);
      if (member !== undefined) noteOutcome(member, outcome, nowMs());
      tell();
    },
    async discard(id, promptId) {
      await load();
      const member = members.find(id);
      if (member !== undefined) await discardPrompt(member, promptId, nowMs);
    },
    tend() {
      // A command beside this process may have named a server.
      if (loading !== undefined) void load().catch(() => undefined);
      for (const member of members.list()) if (isDue(member, nowMs())) void members.look(member, false);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => await members.close(),
  };
}

function noteOutcome(member: Member, outcome: RenderOutcome, atMs: number): void {
  const about = { atMs, from: "render" } as const;
  if (outcome.ok) {
    member.warmCheckpoint = outcome.checkpointId;
    noteSuccess(member, about);
  } else if (outcome.error instanceof TouchstoneError) noteFailure(member, about, outcome.error);
}

function candidates(
  members: readonly Member[],
  { only, checkpointId, refusedBy }: RenderDemand,
  nowMs: number,
): readonly Candidate[] {
  return members
    .filter((member) => isFor(member, only) && !refusedBy.includes(member.config.id))
    .filter(({ config }) => config.checkpoints?.includes(checkpointId) ?? true)
    .map(({ config, health, wasUp, trouble, downSinceMs }) => {
      const downForMs = downSinceMs === null ? 0 : nowMs - downSinceMs;
      return { id: config.id, health: health.health, wasUp, downForMs, detail: trouble?.detail ?? null };
    });
}

/** A server that a caller named by a flag works for that caller alone; any other one for all, unless it was switched off. */
function isFor({ config }: Member, only: string | null): boolean {
  return only === null ? config.enabled && config.source !== "flag" : config.id === only;
}

function slotsOf(member: Member): BackendSlots {
  const { id, slots, checkpoints } = member.config;
  const { warmCheckpoint } = member;
  const accepts = checkpoints === null ? null : new Set(checkpoints);
  return { id, kind: "comfyui", slots, accepts, warmCheckpoint, reserved: !isFor(member, null) };
}

/** Whether it can take work now. */
function isFree(member: Member): boolean {
  return isInUse(member) && member.health.health === "up" && member.reservation === null;
}

function describeBuiltin({ builtin, countRendering, nowMs }: FleetOptions): BackendState {
  return {
    id: BUILTIN_ID,
    kind: "builtin",
    url: null,
    source: "builtin",
    enabled: true,
    health: "up",
    detail: null,
    hint: null,
    version: builtin.version,
    devices: [],
    queue: null,
    rendering: countRendering(BUILTIN_ID),
    slots: BUILTIN.slots,
    warmCheckpoint: null,
    checkpoints: null,
    modelsDir: null,
    models: null,
    seenAtMs: nowMs(),
  };
}

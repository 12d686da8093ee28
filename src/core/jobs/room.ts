import { byKey } from "../canonical/order.ts";
import type { BackendSlots, RenderCaps, RenderSlot } from "./schedule-input.ts";

/** What is free for renders; the scheduler counts it down as it picks. */
export interface Room {
  /** Slots left in the project. */
  project: number;
  /** Backends that can take renders at all, by id (code unit). */
  readonly backends: readonly BackendRoom[];
  checkpoint(id: string): CheckpointRoom;
}

/** What is free for one checkpoint. */
export interface CheckpointRoom {
  readonly id: string;
  free: number;
  /** Whether an overdue render holds one of its slots. */
  held: boolean;
}

/** What is free on one backend. */
export interface BackendRoom {
  readonly backend: BackendSlots;
  /** The smaller of its own slots and the policy's. */
  readonly slots: number;
  used: number;
  /** Checkpoints that it has in memory when the next render reaches it; empty where loading costs nothing. */
  readonly warm: Set<string>;
}

interface Occupied {
  readonly backends: readonly BackendSlots[];
  readonly running: readonly RenderSlot[];
  readonly caps: RenderCaps;
}

/** What is free while these renders run; less than nothing where a cap was lowered below what runs. */
export function measureRoom({ backends, running, caps }: Occupied): Room {
  const checkpoints = new Map<string, CheckpointRoom>();
  const room: Room = {
    project: caps.project,
    backends: backends
      .map((backend) => emptyBackend(backend, caps.perBackend))
      .filter(({ slots }) => slots >= 1)
      .toSorted(byKey(({ backend }) => backend.id)),
    checkpoint: (id) => {
      const known = checkpoints.get(id) ?? { id, free: caps.checkpoints.get(id) ?? Infinity, held: false };
      checkpoints.set(id, known);
      return known;
    },
  };
  const byId = new Map(room.backends.map((one) => [one.backend.id, one]));
  for (const { checkpointId, backend } of running) occupy(room, room.checkpoint(checkpointId), byId.get(backend));
  return room;
}

/** Counts one render in; `backend` is undefined for one that runs on a backend that takes nothing now. */
export function occupy(room: Room, checkpoint: CheckpointRoom, backend: BackendRoom | undefined): void {
  room.project -= 1;
  checkpoint.free -= 1;
  if (backend === undefined) return;
  if (backend.used === 0) backend.warm.clear();
  backend.used += 1;
  if (keepsCheckpoints(backend.backend)) backend.warm.add(checkpoint.id);
}

function emptyBackend(backend: BackendSlots, perBackend: number): BackendRoom {
  const warm = keepsCheckpoints(backend) && backend.warmCheckpoint !== null ? [backend.warmCheckpoint] : [];
  return { backend, slots: Math.min(backend.slots, perBackend), used: 0, warm: new Set(warm) };
}

/** The built-in renderer has no checkpoint to load: to change it costs nothing. */
function keepsCheckpoints({ kind }: BackendSlots): boolean {
  return kind === "comfyui";
}

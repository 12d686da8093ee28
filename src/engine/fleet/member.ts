import type { ComfyClient } from "../../adapters/comfyui/comfy-client.ts";
import type { ImageBackend } from "../../adapters/rendering/image-backend.ts";
import { afterOutcome, type BackendHealth, type BackendOutcome, UNKNOWN_HEALTH } from "../../core/backends/backend-health.ts";
import type { BackendState } from "../../core/backends/backend-state.ts";
import { diagnose, type Trouble } from "../../core/backends/diagnose.ts";
import type { BackendConfig } from "../../core/backends/resolve-backends.ts";
import { unseenState } from "../../core/backends/unseen-state.ts";
import type { ServerProbe } from "../../core/comfyui/server-probe.ts";
import { TouchstoneError } from "../../core/errors.ts";

/** One ComfyUI server of the fleet, with what is known of it. */
export interface Member {
  config: BackendConfig;
  readonly client: ComfyClient;
  readonly backend: ImageBackend;
  health: BackendHealth;
  /** Why it is down, and the way out; null unless it is. */
  trouble: Trouble | null;
  /** Whether it ever answered in this process, or was at work for an earlier one. */
  wasUp: boolean;
  /** When it went down, epoch ms; null unless it is. */
  downSinceMs: number | null;
  probe: ServerProbe | null;
  seenAtMs: number | null;
  warmCheckpoint: string | null;
  /** Settles when the look under way ends. */
  looking: Promise<void> | null;
  /** Whether a caller named it: then it is asked, and works for whoever names it, even if it is switched off. */
  isNamed: boolean;
  /** Settles when everyone who has it for themselves has given it back; null while nobody has. */
  reservation: Promise<void> | null;
  /** Prompts there that nobody wants any more, to be stopped when it answers. */
  readonly unwanted: Set<string>;
}

/** A server that nobody has asked yet. */
export function newMember(config: BackendConfig, opened: Pick<Member, "client" | "backend" | "wasUp">): Member {
  return {
    ...opened,
    config,
    health: UNKNOWN_HEALTH,
    trouble: null,
    downSinceMs: null,
    probe: null,
    seenAtMs: null,
    warmCheckpoint: null,
    looking: null,
    isNamed: false,
    reservation: null,
    unwanted: new Set(),
  };
}

/** Notes that a look at it, or a render on it, went well. */
export function noteSuccess(member: Member, about: Omit<BackendOutcome, "code">): void {
  member.health = afterOutcome(member.config.id, member.health, { ...about, code: null });
  Object.assign(member, { trouble: null, wasUp: true, downSinceMs: null, seenAtMs: about.atMs });
}

/** Notes a failure of a look or of a render. @throws what is no failure that a person can mend: a bug. */
export function noteFailure(member: Member, about: Omit<BackendOutcome, "code">, error: unknown): void {
  if (!(error instanceof TouchstoneError)) throw error;
  const before = member.health;
  member.health = afterOutcome(member.config.id, before, { ...about, code: error.code });
  if (member.health.health !== "down" || member.health === before) return;
  member.downSinceMs ??= about.atMs;
  member.trouble = diagnose(member.config.url, error);
}

/** A member as screens and scripts see it. */
export function describeMember(member: Member, rendering: number): BackendState {
  const { config, probe, health, trouble, warmCheckpoint, seenAtMs } = member;
  return {
    ...unseenState(config),
    health: health.health,
    detail: trouble?.detail ?? null,
    hint: trouble?.hint ?? null,
    version: probe?.facts.comfyuiVersion ?? null,
    devices: probe?.facts.devices ?? [],
    queue: health.health === "up" ? (probe?.queue ?? null) : null,
    rendering,
    warmCheckpoint,
    models: probe?.models.checkpoints ?? null,
    seenAtMs,
  };
}

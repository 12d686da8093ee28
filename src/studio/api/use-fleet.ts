import type { BackendBrief } from "../../core/live/messages.ts";
import { useLive } from "./live.ts";

/** The renderers at a glance, as the stream told last; null while nothing was heard, or what was heard may be out of date. */
export function useFleet(): readonly BackendBrief[] | null {
  const { heartbeat, state } = useLive();
  return state === "offline" ? null : (heartbeat?.work.backends ?? null);
}

import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { LiveState } from "../../core/live/connection.ts";
import type { EnvWork } from "../../core/live/env-work.ts";
import type { Heartbeat } from "../../core/live/messages.ts";
import { connectStream, type LiveStream } from "../stream/connect-stream.ts";
import { PROJECT_URL } from "./project-id.ts";
import { forgetEnvWork, rememberEnvWork } from "./env-work-store.ts";
import { ENV_VERBS, FILE_VERBS, HEALTH_VERBS, staleAfter } from "./invalidations.ts";
import { forgetProgress, rememberProgress } from "./progress-store.ts";
import { connectViewing, startViewing } from "../viewing/viewing-store.ts";

/** What the page knows of its connection. */
export interface LiveNow {
  readonly state: LiveState;
  /** Since when it is in this state, epoch ms of this browser. */
  readonly sinceMs: number;
  /** Events that are known to be there and are not here yet. */
  readonly behind: number;
  readonly heartbeat: Heartbeat | null;
  /** When the last heartbeat was heard, epoch ms of this browser. */
  readonly heardAtMs: number | null;
}

/** Events come in bursts; what they concern is asked for once in so many ms. */
const COALESCE_MS = 150;

let now: LiveNow = { state: "connecting", sinceMs: Date.now(), behind: 0, heartbeat: null, heardAtMs: null };
let stream: LiveStream | undefined;
const listeners = new Set<() => void>();

function update(change: Partial<LiveNow>): void {
  now = { ...now, ...change };
  for (const listener of listeners) listener();
}

/** How the page's connection is, truthfully. */
export function useLive(): LiveNow {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => now,
  );
}

/** Tries to connect again now. */
export function retryConnection(): void {
  stream?.retry();
}

/** How often to ask where there is no stream, in ms; the server wrote it into the page. */
function pollMs(): number {
  const written = Number(document.querySelector('meta[name="touchstone-poll-ms"]')?.getAttribute("content"));
  return Number.isFinite(written) && written > 0 ? written : 2000;
}

/** Connects the page to the event stream: what events concern is asked for again, and steps of work are remembered. */
export function startLive(client: QueryClient): void {
  const refetch = createRefetch(client);
  stream = connectStream({ base: PROJECT_URL, pollMs: pollMs() });
  startViewing();
  const behind = (): number => Math.max(0, (now.heartbeat?.head ?? 0) - (stream?.seq ?? Infinity));
  stream.subscribe({
    state(state) {
      // While it was away anything may have happened: nothing on the screen is believed.
      if (now.state === "offline" && state !== "offline") void client.invalidateQueries();
      if (state === "offline") {
        forgetProgress();
        forgetEnvWork();
      }
      connectViewing(state === "live" || state === "catching_up" || state === "polling");
      update({ state, sinceMs: Date.now(), behind: behind() });
    },
    events(events) {
      for (const event of events) {
        refetch(staleAfter(event.type));
        if (event.entityType === "job" && ENDS.has(event.type)) forgetProgress(event.entityId);
      }
      update({ behind: behind() });
    },
    progress(progress) {
      if ("jobId" in progress) rememberProgress(progress);
      else hearEnvWork(progress, refetch);
    },
    heartbeat(heartbeat) {
      const before = now.heartbeat;
      if (before?.files != null && heartbeat.files !== before.files) refetch(FILE_VERBS);
      if (before !== null && healthOf(heartbeat) !== healthOf(before)) refetch(HEALTH_VERBS);
      update({ heartbeat, heardAtMs: Date.now(), behind: behind() });
    },
    reset() {
      void client.invalidateQueries();
    },
  });
}

/** Whatever the environment's work came to, its folder says. */
function hearEnvWork(work: EnvWork, refetch: (verbs: readonly string[]) => void): void {
  rememberEnvWork([work]);
  if (work.state !== "running") refetch(ENV_VERBS);
}

const ENDS: ReadonlySet<string> = new Set([
  "job.succeeded",
  "job.failed",
  "job.escalated",
  "job.canceled",
  "job.retry",
  "job.lost",
  "job.requeued",
]);

/** Which servers there are and how each is, as one text to compare. */
function healthOf({ work }: Heartbeat): string {
  return work.backends.map(({ id, enabled, health }) => `${id} ${enabled} ${health}`).join("\n");
}

/** Collects verbs for a moment, then asks for their answers again. */
function createRefetch(client: QueryClient): (verbs: readonly string[]) => void {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (verbs) => {
    for (const verb of verbs) waiting.add(verb);
    timer ??= setTimeout(() => {
      timer = undefined;
      const stale = new Set(waiting);
      waiting.clear();
      void client.invalidateQueries({ predicate: ({ queryKey }) => stale.has(String(queryKey[0])) });
    }, COALESCE_MS);
  };
}

import { followedState, SILENT_AFTER_HEARTBEATS, type Followed, type LiveState } from "../../core/live/connection.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import type { Heartbeat, ProgressFrame } from "../../core/live/messages.ts";
import type { EventFeed } from "./event-feed.ts";
import type { LinkOptions } from "./link.ts";

/** What the leading tab passes on. */
export type News =
  | { readonly kind: "events"; readonly events: readonly StoredEvent[] }
  | { readonly kind: "progress"; readonly progress: ProgressFrame }
  | { readonly kind: "heartbeat"; readonly heartbeat: Heartbeat }
  /** What it calls its connection and the newest event that it has; at least with every heartbeat. */
  | { readonly kind: "state"; readonly state: LiveState; readonly seq: number | null }
  | { readonly kind: "reset"; readonly seq: number };

export interface FollowerOptions {
  readonly feed: EventFeed;
  readonly heartbeatMs: number;
  readonly hear: Pick<LinkOptions["hear"], "progress" | "heartbeat">;
  /** Nothing came from the leader for too long. */
  readonly onSilence: () => void;
}

/** A tab that hears the stream from another one. */
export interface Follower {
  readonly state: LiveState;
  start(): void;
  hear(news: News): void;
  stop(): void;
}

export function createFollower({ feed, heartbeatMs, hear, onSilence }: FollowerOptions): Follower {
  let leader: Followed["leader"];
  let silence: ReturnType<typeof setTimeout> | undefined;
  const watch = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      leader = undefined;
      onSilence();
    }, heartbeatMs * SILENT_AFTER_HEARTBEATS);
  };
  const onHeartbeat = (heartbeat: Heartbeat): void => {
    hear.heartbeat(heartbeat);
    // This tab knows events that the log does not have: it asks whether the log is another one.
    if (feed.seq !== null && heartbeat.head < feed.seq) feed.reach(feed.seq + 1);
  };
  const onState = ({ state, seq }: NonNullable<Followed["leader"]>): void => {
    leader = { state, seq };
    if (seq === null) return;
    feed.begin({ asked: null, start: seq });
    feed.reach(seq);
  };
  return {
    get state() {
      return followedState({ leader, seq: feed.seq });
    },
    start() {
      leader = undefined;
      watch();
    },
    hear(news) {
      watch();
      if (news.kind === "events") feed.accept(news.events);
      if (news.kind === "progress") hear.progress(news.progress);
      if (news.kind === "heartbeat") onHeartbeat(news.heartbeat);
      if (news.kind === "reset") feed.begin({ asked: Number.POSITIVE_INFINITY, start: news.seq });
      if (news.kind === "state") onState(news);
    },
    stop: () => clearTimeout(silence),
  };
}

import type { LiveState } from "../../core/live/connection.ts";
import { standForLeader, type Locks } from "./elect-leader.ts";
import type { EventFeed } from "./event-feed.ts";
import { createFollower, type News } from "./follow-leader.ts";
import type { Link, LinkOptions } from "./link.ts";

/** As much of a BroadcastChannel as is used. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (message: { readonly data?: unknown }) => void): void;
  close(): void;
}

export interface ShareOptions {
  /** One stream is shared by all tabs that use the same name. */
  readonly name: string;
  readonly locks: Locks;
  readonly channel: Channel;
  readonly feed: EventFeed;
  readonly heartbeatMs: number;
  readonly hear: LinkOptions["hear"];
  /** Opens the tab's own link, when it leads. */
  readonly openLink: (hear: LinkOptions["hear"]) => Link;
}

/** What tabs say to each other: followers greet and ask, the leader passes on what it hears. */
type Word = News | { readonly kind: "hello" } | { readonly kind: "retry" };

/**
 * Shares one stream between tabs. One of them leads: it runs the stream and passes on all it hears. The others follow, and
 * fetch what they missed. The next leader goes on after the newest event that it has delivered itself, so nothing is lost
 * between; a leader that is silent is replaced.
 */
export function shareLink({ name, locks, channel, feed, heartbeatMs, hear, openLink }: ShareOptions): Link {
  let link: Link | undefined;
  let shown: LiveState = "connecting";
  let isOpen = true;
  const say = (word: Word): void => {
    if (isOpen) channel.postMessage(word);
  };
  const tell = (news: News): void => {
    if (link !== undefined) say(news);
  };
  const show = (): void => {
    const state = link?.state ?? follower.state;
    if (state !== shown) hear.state((shown = state));
    if (link !== undefined) tell({ kind: "state", state, seq: feed.seq });
  };
  const pulse = setInterval(() => show(), heartbeatMs);
  const heard = passOn(hear, { tell, show });

  const follow = (): void => {
    link?.close();
    link = undefined;
    follower.start();
    show();
    say({ kind: "hello" });
  };
  const lead = (): void => {
    follower.stop();
    link = openLink(heard);
    show();
  };
  const onSilence = (): void => {
    show();
    election.takeOver();
  };
  const follower = createFollower({ feed, heartbeatMs, hear, onSilence });
  channel.addEventListener("message", ({ data }) => {
    const word = data as Word;
    if (!isOpen) return;
    if (word.kind === "retry") link?.retry();
    else if (word.kind !== "hello" && link === undefined) follower.hear(word);
    // A greeting is answered with the state; and what a follower heard may have changed its own.
    if (word.kind === "hello" || link === undefined) show();
  });
  follow();
  const election = standForLeader({ name, locks, onLead: lead, onDeposed: follow });
  return {
    get state() {
      return shown;
    },
    retry: () => (link === undefined ? say({ kind: "retry" }) : link.retry()),
    restart: () => link?.restart(),
    delivered(events) {
      tell({ kind: "events", events });
      link?.delivered(events);
      if (link === undefined) show();
    },
    wasReset(seq) {
      tell({ kind: "reset", seq });
      link?.wasReset(seq);
      if (link === undefined) show();
    },
    close() {
      isOpen = false;
      clearInterval(pulse);
      follower.stop();
      link?.close();
      channel.close();
      election.close();
    },
  };
}

/** The leader's ears: it hears for itself and tells the others. */
function passOn(
  hear: LinkOptions["hear"],
  { tell, show }: { readonly tell: (news: News) => void; readonly show: () => void },
): LinkOptions["hear"] {
  return {
    progress(progress) {
      hear.progress(progress);
      tell({ kind: "progress", progress });
    },
    heartbeat(heartbeat) {
      hear.heartbeat(heartbeat);
      tell({ kind: "heartbeat", heartbeat });
    },
    state: show,
  };
}

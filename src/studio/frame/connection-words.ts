import type { LiveNow } from "../api/live.ts";
import { relativeTime } from "../components/relative-time.ts";

/** How a connection is said: `icon` says the same as the colour does. */
interface ConnectionWords {
  readonly icon: string;
  /** A few words that fit the top bar. */
  readonly text: string;
  /** What follows for what is on the screen. */
  readonly detail: string;
}

/** How the connection is, truthfully. @param nowMs  epoch ms */
export function connectionWords(
  { state, behind, sinceMs }: Pick<LiveNow, "state" | "behind" | "sinceMs">,
  nowMs: number,
): ConnectionWords {
  switch (state) {
    case "live":
      return { icon: "●", text: "live", detail: "Everything on the screen is as it is now." };
    case "catching_up":
      return { icon: "◐", text: behind > 0 ? `${behind} behind` : "catching up", detail: "Events are still on their way here." };
    case "connecting":
      return { icon: "○", text: "connecting", detail: "The server is being asked for its stream." };
    case "polling":
      return { icon: "◌", text: "polling", detail: "The stream cannot be had; the server is asked every now and then instead." };
    case "offline":
      return {
        icon: "✕",
        text: `offline${forHowLong(nowMs - sinceMs)}`,
        detail: "The server does not answer. What you see may be out of date; it will be tried again.",
      };
  }
}

function forHowLong(ms: number): string {
  return ms < 1000 ? "" : ` for ${relativeTime(-ms, 0).replace(" ago", "")}`;
}

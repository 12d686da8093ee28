import { setTimeout as sleep } from "node:timers/promises";
import { fieldOf, listIn, textIn } from "../../core/comfyui/fields.ts";
import type { Http } from "./http.ts";

/** At first looked for often: the smallest server is there within a tenth of a second. */
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;
const GROWTH = 1.3;
/** How long one answer may take, in ms. */
const ANSWER_MS = 5_000;

/** What a ComfyUI that has just started says. */
export interface FirstAnswer {
  /** As it says it; null where it does not. */
  readonly version: string | null;
}

/** How long is waited, and for whom. */
interface Waiting {
  readonly signal: AbortSignal;
  /** A word of its command line that no other has. Another ComfyUI may have the port, while ours has not found out yet. */
  readonly word: string;
}

/**
 * Asks a server again and again until it answers `/system_stats` as the ComfyUI that was started does. One that does not tell
 * its command line (before 0.3) is taken for it.
 *
 * @returns null when `signal` came first.
 */
export async function waitForComfyui(http: Http, { signal, word }: Waiting): Promise<FirstAnswer | null> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * GROWTH)) {
    const answer = await http.ask({ method: "GET", path: "/system_stats", timeoutMs: ANSWER_MS }).catch(() => null);
    const system = answer?.status === 200 ? fieldOf(answer.body, "system") : undefined;
    if (system !== undefined && isMeant(fieldOf(system, "argv"), word)) {
      return { version: textIn(fieldOf(system, "comfyui_version")) };
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

function isMeant(argv: unknown, word: string): boolean {
  const words = listIn(argv);
  return words.length === 0 || words.includes(word);
}

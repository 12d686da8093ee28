import type { BackendBrief } from "../live/messages.ts";

/** What counts of a renderer here. */
type Brief = Pick<BackendBrief, "kind" | "enabled" | "health">;

/**
 * What renders, in a few words: "built-in" where there is no server, else "2 servers, 1 down".
 *
 * @param backends  Null while nothing was heard.
 */
export function rendererWords(backends: readonly Brief[] | null): string {
  if (backends === null) return "—";
  const servers = serversOf(backends);
  if (servers.length === 0) return "built-in";
  const down = servers.filter(({ health }) => health === "down").length;
  const unasked = servers.filter(({ health }) => health === "unknown").length;
  const name = servers.length === 1 ? "1 server" : `${servers.length} servers`;
  const notes = [counted(down, servers.length, "down"), counted(unasked, servers.length, "not asked yet")];
  return [name, ...notes.filter((note) => note !== null)].join(", ");
}

/** How many servers are down: what the top bar says only when it is more than none. */
export function countDown(backends: readonly Brief[]): number {
  return serversOf(backends).filter(({ health }) => health === "down").length;
}

/** Why no ComfyUI server can be given work: there is none, or all are down. Null where one may be had, or that is not known yet. */
export type Shortage = "none" | "all_down" | null;

export function findShortage(backends: readonly Brief[] | null): Shortage {
  if (backends === null) return null;
  const servers = serversOf(backends);
  if (servers.length === 0) return "none";
  return servers.every(({ health }) => health === "down") ? "all_down" : null;
}

/** What a shortage means for one spec that a ComfyUI workflow draws. */
export function shortageWords(shortage: NonNullable<Shortage>): string {
  return shortage === "none"
    ? "A ComfyUI workflow draws this, and this project uses no ComfyUI server"
    : "A ComfyUI workflow draws this, and no ComfyUI server of this project answers";
}

/** What a shortage means for the board, e.g. "3 jobs wait for a ComfyUI server: none answers". */
export function waitingWords(jobs: number, shortage: NonNullable<Shortage>): string {
  const who = jobs === 1 ? "1 job waits" : `${jobs} jobs wait`;
  return `${who} for a ComfyUI server: ${shortage === "none" ? "this project uses none" : "none answers"}`;
}

/** The servers that this project uses: what is switched off is given nothing. */
function serversOf(backends: readonly Brief[]): readonly Brief[] {
  return backends.filter(({ kind, enabled }) => kind === "comfyui" && enabled);
}

function counted(count: number, of: number, word: string): string | null {
  if (count === 0) return null;
  return count === of ? (of === 1 ? word : `all ${word}`) : `${count} ${word}`;
}

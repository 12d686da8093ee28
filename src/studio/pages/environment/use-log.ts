import { useEffect, useRef, useState } from "react";
import { callVerb } from "../../api/call-verb.ts";

/** What is known of a log; null until it was asked for. `missing`: there is none, or none yet. */
export type LogState =
  | { readonly kind: "missing" }
  | { readonly kind: "text"; readonly text: string; readonly isCut: boolean }
  | null;

/** How often a log that grows is asked for more, in ms. */
const ASK_MS = 1_000;
/** Characters that are kept; older ones are in the file. Guess: some thousand lines. */
const MOST_KEPT = 512 * 1024;

/** How a log is followed. */
export interface LogGrowth {
  /** False where nobody writes it now: it is read to its end, once. */
  readonly isGrowing: boolean;
  /** Changes whenever somebody may have written more of it. */
  readonly turn: string;
}

/** Follows a log of the environment. */
export function useLog(name: string, { isGrowing, turn }: LogGrowth): LogState {
  const [state, setState] = useState<LogState>(null);
  const next = useRef<number | undefined>(undefined);
  useEffect(() => {
    next.current = undefined;
    setState(null);
  }, [name]);
  useEffect(() => {
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<boolean> => {
      const from = next.current;
      const part = await callVerb("env.log", { name, ...(from === undefined ? {} : { from }) }, gone.signal);
      next.current = part.next;
      // A file that is shorter than before is another one.
      setState((before) => joined(from === undefined || part.from < from ? null : before, part));
      return part.next < part.size && part.next !== from;
    };
    const follow = async (): Promise<void> => {
      try {
        while (await read());
      } catch {
        // Who cannot be asked now is asked the next time; that the server is away is said by the connection.
        if (gone.signal.aborted) return;
        setState((before) => before ?? { kind: "missing" });
      }
      if (isGrowing && !gone.signal.aborted) timer = setTimeout(() => void follow(), ASK_MS);
    };
    void follow();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [name, isGrowing, turn]);
  return state;
}

function joined(before: LogState, { text, from }: { readonly text: string; readonly from: number }): LogState {
  const known = before?.kind === "text" ? before : { text: "", isCut: from > 0 };
  const whole = known.text + text;
  const isCut = known.isCut || whole.length > MOST_KEPT;
  return { kind: "text", text: whole.slice(-MOST_KEPT), isCut };
}

import type { HookCall, HookName, PlaytestHooks } from "./hook-call.ts";
import { frozenCopy } from "./frozen-copy.ts";

/** A hook that threw, or that answers later, which nothing waits for. */
export interface HookFailure {
  readonly hook: HookName;
  /** Of the call. */
  readonly timestamp: number;
  readonly message: string;
}

/** Calls hooks in their order in time, and notes what they get wrong. */
export interface HookCaller {
  /** @param body  All else that the call carries; made only where somebody listens to that hook. */
  call<Name extends HookName>(hook: Name, body: () => CallBody<Name>): void;
  readonly failures: readonly HookFailure[];
}

/** A call without what the caller adds. */
export type CallBody<Name extends HookName> = Omit<Extract<HookCall, { readonly hook: Name }>, "timestamp" | "hook">;

/**
 * Opens the hooks of one play. Time counts every call, whether somebody listens or not, so that two listeners agree on it.
 *
 * Source: the seed's modder hooks; SPEC.md PR15-PR18.
 */
export function openHooks(hooks: PlaytestHooks): HookCaller {
  const failures: HookFailure[] = [];
  let time = 0;
  return {
    failures,
    call(hook, body) {
      const timestamp = time;
      time += 1;
      const callback = hooks[hook] as ((call: HookCall) => unknown) | undefined;
      if (callback === undefined) return;
      const message = callOne(callback, frozenCopy({ hook, timestamp, ...body() } as unknown as HookCall));
      if (message !== null) failures.push({ hook, timestamp, message });
    },
  };
}

/** What went wrong, or null. A failing hook is its author's affair: it is reported beside the play, which goes on. */
function callOne(callback: (call: HookCall) => unknown, call: HookCall): string | null {
  try {
    const answer = callback(call);
    if (!isPromise(answer)) return null;
    // Nothing waits for it; without this its failure would end the process.
    answer.then(undefined, () => undefined);
    return "the hook answers with a promise, which nothing waits for";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "the hook threw what is no error";
  }
}

function isPromise(answer: unknown): answer is Promise<unknown> {
  return typeof answer === "object" && answer !== null && "then" in answer && typeof answer.then === "function";
}

import type { PlayInput, PlayOutput, PlayThread } from "../engine/playtest/play-thread.ts";
import type { PlayTaskName } from "../engine/playtest/play-tasks.ts";
import type { CliContext } from "./command.ts";
import { createCounter } from "./counter.ts";
import { progressOutput } from "./progress-output.ts";

/** Plays in a thread of its own, so that Ctrl-C is heard at once and a line says how far it is. */
export async function callPlayThread<T extends PlayTaskName>(
  { openPlayThread, signal, quiet, typed }: CliContext,
  task: T,
  input: PlayInput<T>,
): Promise<PlayOutput<T>> {
  const thread = await openPlayThread();
  const { output, paint } = progressOutput(typed);
  const counter = quiet ? undefined : createCounter(output, paint);
  try {
    return await thread.call(task, input, { signal, onProgress: counter?.show });
  } finally {
    counter?.finish();
  }
}

/** The one thread of a process in which commands play; what playing needs is loaded when something is played. */
export function createPlayThreads(): { readonly open: () => Promise<PlayThread>; readonly close: () => Promise<void> } {
  let thread: PlayThread | undefined;
  return {
    open: async () => {
      const { openPlayThread } = await import("../engine/playtest/play-thread.ts");
      return (thread ??= openPlayThread());
    },
    close: async () => await thread?.close(),
  };
}

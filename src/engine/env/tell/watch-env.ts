import { stat } from "node:fs/promises";
import type { Studio } from "../../studio.ts";
import { envHomeOf } from "../env-home.ts";
import { tellEnv } from "./tell-env.ts";

/** Looks at the environment's history again and again, since any process may change the environment, and tells it to the stream. */
export interface EnvWatch {
  /** Ends it; nothing is appended after it resolves. */
  stop(): Promise<void>;
}

/** @param everyMs  How often to look. While nothing happens, that is one question for the time and size of a file. */
export function watchEnv(studio: Studio, everyMs: number): EnvWatch {
  const { history } = envHomeOf(studio.projectDir);
  let seen = "";
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const stats = await stat(history).catch(() => null);
    const stamp = stats === null ? "" : `${stats.mtimeMs} ${stats.size}`;
    if (stamp === seen) return;
    await tellEnv(studio);
    seen = stamp;
  };
  const timer = setInterval(() => {
    // A failure of the store is told by everything else; the next look tries again.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => void (looking = undefined));
  }, everyMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { FakeComfyOptions } from "./options.ts";

const SERVE = fileURLToPath(new URL("./serve.ts", import.meta.url));

/** Without it, starting costs twice as much. */
const COMPILE_CACHE = fileURLToPath(new URL("../../../node_modules/.cache/touchstone", import.meta.url));

/** A fake server in a process of its own. */
export interface FakeProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when it has ended, whoever ended it. */
  readonly ended: Promise<unknown>;
  /** Ends it as `kill -9` does. Start it again with the same `port` and `dir` for what a restart is. */
  kill(): Promise<void>;
}

/** Starts one and waits until it listens; `clock` cannot cross into another process. */
export async function startFakeProcess(options: Omit<FakeComfyOptions, "clock">): Promise<FakeProcess> {
  const child = spawn(process.execPath, [SERVE, JSON.stringify(options)], {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const first = await Promise.race([
    once(createInterface({ input: child.stdout }), "line").then(([line]) => String(line)),
    ended.then(([code]) => Promise.reject(new Error(`the fake server ended with ${String(code)}`))),
  ]);
  const { url, pid } = JSON.parse(first) as { url: string; pid: number };
  return {
    url,
    port: Number(new URL(url).port),
    pid,
    ended,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

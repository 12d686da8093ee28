import { randomBytes, randomFillSync } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createProvider } from "../../adapters/models/create-provider.ts";
import { createIds } from "../../core/canonical/ids.ts";
import type { RunPorts } from "./run-options.ts";

/** The machine's clock, randomness, environment and providers. */
export function machinePorts({ version, signal }: Pick<RunPorts, "version" | "signal">): RunPorts {
  const nowMs = (): number => Date.now();
  return {
    nowMs,
    elapsedMs: () => performance.now(),
    wait: async (ms, signal) => await sleep(ms, undefined, { signal }),
    newId: createIds({ nowMs, randomUint32: openRandom() }),
    drawSeed: () => Number(randomBytes(8).readBigUInt64BE() >> 11n),
    env: process.env,
    version,
    signal,
    openProvider: createProvider,
  };
}

/** Random numbers, drawn many at a time: to ask the system for each took a tenth of a short trial. */
function openRandom(): () => number {
  const drawn = new Uint32Array(256);
  let used = drawn.length;
  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn);
      used = 0;
    }
    used += 1;
    return drawn[used - 1] ?? 0;
  };
}

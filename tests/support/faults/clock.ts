import { withStudio } from "../../../src/compose.ts";
import { createIds } from "../../../src/core/canonical/ids.ts";
import type { WithStudio } from "../../../src/engine/call-verb.ts";

/** Opens a project in a process whose wall clock is so far off. */
export function studioAtTime(projectDir: string, offMs: number): WithStudio {
  const nowMs = (): number => Date.now() + offMs;
  let random = 1;
  const newId = createIds({ nowMs, randomUint32: () => (random = Math.imul(random, 48_271) >>> 0) });
  return async (access, use) =>
    await withStudio({ projectDir, access, command: "vitest" }, async (studio) => await use({ ...studio, nowMs, newId }));
}

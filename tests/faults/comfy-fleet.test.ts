import { expect, onTestFinished, test } from "vitest";
import { callVerb } from "../../src/engine/call-verb.ts";
import { makeVerb } from "../../src/engine/make.ts";
import { storeOf } from "../../src/engine/studio.ts";
import { CHECKPOINT_FILES } from "../support/comfy-game.ts";
import { openComfyStudio } from "../support/comfy-studio.ts";
import { type FakeComfy, startFakeComfy } from "../support/comfyui/fake-comfy.ts";
import { createVirtualClock } from "../support/comfyui/virtual-clock.ts";
import { createWorkshop } from "../support/sample-game.ts";

/** Time of one render on each server, virtual ms. */
const RENDER_MS = [1_000, 2_000, 4_000] as const;
const RENDERS = 500;
/** Of them with the checkpoint that has a cap. */
const ALDER = 400;
const CAPS = { project: 6, perBackend: 2, alder: 5 } as const;

test("[J24] three servers of different speeds share 500 renders within a tenth of the ideal time, and no cap is broken", async () => {
  const workshop = createWorkshop("comfy-fleet");
  onTestFinished(workshop.remove);
  const servers: FakeComfy[] = [];
  const most = { project: 0, backend: 0, alder: 0 };
  // Time goes on when nothing more can be sent: all slots are full, or what is left has to wait for its checkpoint's cap.
  const clock = createVirtualClock({
    isSettled() {
      const held = servers.map((server) => server.orphans());
      const alder = held.flat().filter((promptId) => isAlder(servers, promptId)).length;
      most.project = Math.max(most.project, held.flat().length);
      most.backend = Math.max(most.backend, ...held.map((ids) => ids.length));
      most.alder = Math.max(most.alder, alder);
      const sent = servers.flatMap(({ accepted }) => accepted.map(({ promptId }) => promptId));
      const sentAlder = sent.filter((promptId) => isAlder(servers, promptId)).length;
      const mayAlder = sentAlder < ALDER && alder < CAPS.alder;
      const mayBirch = sent.length - sentAlder < RENDERS - ALDER;
      // A server that is still storing an image has not come to its next one yet.
      const isAtWork = clock.sleeping < held.filter((ids) => ids.length > 0).length;
      return !isAtWork && (held.flat().length === CAPS.project || !(mayAlder || mayBirch));
    },
    // Only a way out of a hang: a busy machine's disk has stood still for seconds.
    graceMs: 20_000,
  });
  for (const [index, stepMs] of RENDER_MS.entries()) {
    servers.push(await startFakeComfy({ seed: `${index}`, checkpoints: CHECKPOINT_FILES, clock, stepMs, steps: 1 }));
  }
  onTestFinished(async () => void (await Promise.all(servers.map(async (server) => await server.stop()))));
  const ids = Array.from({ length: RENDERS / 10 }, (_, index) => `spec-${index}`);
  const game = await openComfyStudio(workshop.at("game"), {
    specs: Object.fromEntries(ids.map((id, index) => [id, { variants: 10, checkpoint: index % 5 === 0 ? "birch" : "alder" }])),
    policies: {
      concurrency: { project: CAPS.project, perBackend: CAPS.perBackend },
      checkpoints: { alder: { concurrency: CAPS.alder } },
    },
    backends: servers.map(({ url }, index) => ({ id: `server-${index}`, url })),
  });
  onTestFinished(async () => await game.close());

  const { jobs } = await callVerb(makeVerb, { input: { specs: ids }, caller: { by: "person" }, withStudio: game.withStudio });

  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(["succeeded"]));
  const renders = jobs.flatMap(({ id }) => storeOf(game.studio).listRenders(id));
  expect(renders).toHaveLength(RENDERS);
  const idealMs = RENDERS / RENDER_MS.reduce((sum, ms) => sum + 1 / ms, 0);
  expect(clock.elapsedMs()).toBeLessThanOrEqual(idealMs * 1.1);
  // The clock never had to go on by itself: the ideal was kept by filling every slot, not by waiting.
  expect(clock.impatientJumps).toBe(0);
  expect(most).toEqual({ project: CAPS.project, backend: CAPS.perBackend, alder: CAPS.alder });
  // A job's images were made on several servers.
  expect(
    Math.max(...jobs.map(({ id }) => new Set(renders.filter(({ jobId }) => jobId === id).map(({ backend }) => backend)).size)),
  ).toBe(3);
}, 300_000);

const known = new Map<string, boolean>();

/** Whether a prompt is one of the checkpoint that has a cap. */
function isAlder(servers: readonly FakeComfy[], promptId: string): boolean {
  const before = known.get(promptId);
  if (before !== undefined) return before;
  const sent = servers.flatMap(({ accepted }) => accepted).find((prompt) => prompt.promptId === promptId);
  const is = JSON.stringify(sent?.graph).includes(CHECKPOINT_FILES[0]);
  known.set(promptId, is);
  return is;
}

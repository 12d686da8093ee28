import { expect, onTestFinished, test } from "vitest";
import { callVerb } from "../../src/engine/call-verb.ts";
import { makeVerb } from "../../src/engine/make.ts";
import { CHECKPOINT_FILES, type ComfyWish } from "../support/comfy-game.ts";
import { openComfyStudio } from "../support/comfy-studio.ts";
import { startFakeComfy } from "../support/comfyui/fake-comfy.ts";
import type { AcceptedPrompt } from "../support/comfyui/ledger.ts";
import { createWorkshop } from "../support/sample-game.ts";

const JOBS = 200;

/** Every tenth with takes, every fifth of another checkpoint: some images differ in little. */
const SPECS: Readonly<Record<string, ComfyWish>> = Object.fromEntries(
  Array.from({ length: JOBS }, (_, index) => [
    `spec-${String(index).padStart(3, "0")}`,
    { size: 16, variants: index % 10 === 0 ? 2 : 1, checkpoint: index % 5 === 0 ? "birch" : "alder" },
  ]),
);
const IMAGES = JOBS + JOBS / 10;

test(`${JOBS} jobs planned and submitted twice, in two projects, ask for the same graphs byte for byte`, async () => {
  const ids = Object.keys(SPECS);
  // Another order, so that nothing hangs on what came before.
  const first = await submitAll("first-game", ids);
  const second = await submitAll("second-game", ids.toReversed());

  expect(first).toHaveLength(IMAGES);
  expect(second.map(graphText).toSorted()).toEqual(first.map(graphText).toSorted());
  // No two images ask for the same, nor for the same file.
  expect(new Set(first.map(graphText)).size).toBe(IMAGES);
  expect(new Set(first.map(prefixOf)).size).toBe(IMAGES);
  // Whose image it is says the prompt, which is another one each time.
  expect(new Set([...first, ...second].map(({ promptId }) => promptId)).size).toBe(2 * IMAGES);
  expect(new Set([...first, ...second].map(imageOf)).size).toBe(2 * IMAGES);
}, 120_000);

/** Makes all specs in a project of their own, on a server of their own; what it was sent. */
async function submitAll(id: string, specs: readonly string[]): Promise<readonly AcceptedPrompt[]> {
  const workshop = createWorkshop("comfy-graphs");
  onTestFinished(workshop.remove);
  const server = await startFakeComfy({ seed: id, checkpoints: CHECKPOINT_FILES });
  onTestFinished(async () => await server.stop());
  const game = await openComfyStudio(workshop.at(id), {
    id,
    specs: SPECS,
    backends: [{ id: `server-of-${id}`, url: server.url }],
  });
  onTestFinished(async () => await game.close());
  const { jobs } = await callVerb(makeVerb, { input: { specs }, caller: { by: "person" }, withStudio: game.withStudio });
  expect(jobs.filter(({ status }) => status !== "succeeded")).toEqual([]);
  return server.accepted;
}

/** The graph as it was sent: text, since reading JSON puts keys such as `"4"` into another order. */
function graphText({ body, promptId }: AcceptedPrompt): string {
  const [graph = "", rest] = body.slice(`{"prompt":`.length).split(`,"prompt_id":"${promptId}"`);
  expect([body.startsWith(`{"prompt":{"`), rest === undefined]).toEqual([true, false]);
  return graph;
}

function prefixOf({ graph }: AcceptedPrompt): unknown {
  return (graph as Record<string, { inputs: Record<string, unknown> }>)["9"]?.inputs["filename_prefix"];
}

function imageOf({ extraData }: AcceptedPrompt): string {
  const { extra_pnginfo } = extraData as { extra_pnginfo: { touchstone: unknown } };
  return JSON.stringify(extra_pnginfo.touchstone);
}

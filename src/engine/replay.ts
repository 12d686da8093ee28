import { z } from "zod";
import type { Environment, Evidence } from "../core/assets/evidence.ts";
import { planSpec } from "../core/assets/plan/plan-spec.ts";
import { compareReplay, type ReplayAnswer, replaySettings } from "../core/assets/replay/compare-replay.ts";
import type { NewEvent } from "../core/events/event.ts";
import { newEvent } from "../core/events/new-event.ts";
import type { VersionRow } from "../core/events/rows.ts";
import { BackendInput } from "./backend-input.ts";
import { loadEvidence } from "./assets.ts";
import { environmentOf, environmentThere } from "./environment.ts";
import { getInputs } from "./planned.ts";
import { redraw } from "./redraw.ts";
import { getVersion, storeOf, type Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** Makes a version's decisions again from its evidence, and on request its pixels, and compares. */
export const replayVerb = defineVerb({
  name: "replay",
  summary: "Make the decisions of a version again; with render also its pixels",
  access: "own",
  input: z.strictObject({
    version: z.string().describe("Version id"),
    render: z.boolean().default(false).describe("Draw the images again and compare them"),
    backend: BackendInput,
  }),
  async run(studio, input, caller): Promise<ReplayAnswer> {
    const store = storeOf(studio);
    const version = getVersion(store, input.version);
    const { evidence } = await loadEvidence(store, version);
    const inputs = await getInputs(store.blobs, evidence.inputs);
    const replannedPlan = planSpec(inputs, replaySettings(evidence));
    const redrawn = input.render
      ? await redraw(studio, evidence, { inputs, backend: input.backend, signal: caller.signal })
      : null;
    const answer = compareReplay({
      evidencePlan: evidence.plan,
      replannedPlan,
      evidenceEnvironment: evidence.environment,
      currentEnvironment: redrawn?.environment ?? environmentNow(studio, evidence),
      pixels: redrawn?.images ?? null,
    });
    await store.append({ events: [replayEvent(studio, version, answer)] });
    return answer;
  },
});

/** Without drawing nobody asks a server: what is there now is then not known. */
function environmentNow(studio: Studio, { plan }: Evidence): Environment {
  return plan.renderer === "builtin" ? environmentOf(studio) : environmentThere(studio, []);
}

function replayEvent(studio: Studio, version: VersionRow, answer: ReplayAnswer): NewEvent {
  const id = studio.newId();
  const { decisions, environment, pixels, differences } = answer;
  return newEvent({
    id,
    ts: studio.nowMs(),
    type: "replay.done",
    entityId: version.id,
    chain: { id, depth: 0 },
    key: id,
    payload: { decisions, environment, pixels, differences: differences.length },
  });
}

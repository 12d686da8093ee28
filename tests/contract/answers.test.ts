import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { EDITABLE_KINDS } from "../../src/core/authored/record-address.ts";
import { TouchstoneError } from "../../src/core/errors.ts";
import { callVerb, type WithStudio } from "../../src/engine/call-verb.ts";
import type { Verb } from "../../src/engine/verb.ts";
import type { VerbName } from "../../src/server/api.ts";
import { ANSWERS } from "../../src/server/openapi/answers.ts";
import { VERBS } from "../../src/server/verb-table.ts";
import { copyMadeSample, createWorkshop, studioAt } from "../support/sample-game.ts";
import { FIRST_SCENARIO, runScenario } from "../support/trial-runs.ts";
import { MIST, writeFiles } from "../support/stories.ts";
import { garbageForVerbs, garbageOf, garbageRequest } from "../support/schema-garbage.ts";

/** The answers' schemas hold for what verbs say of a real project: strictly, with no field that they do not know. */
const workshop = createWorkshop("answers");
let withStudio: WithStudio;
let ids: Readonly<Record<"spec" | "version" | "job" | "lora" | "base" | "run", string>>;

beforeAll(async () => {
  const sample = await copyMadeSample(workshop.at("sample"));
  writeFiles(sample, { "story/mist.scene.yaml": MIST });
  withStudio = studioAt(sample);
  const { assets } = await call("asset.list", {});
  const { jobs } = await call("job.list", {});
  const { loras } = await call("lora.list", {});
  const spec = assets[0]?.spec ?? "";
  const { base } = await call("record.show", { kind: "spec", id: spec });
  const run = await runScenario(sample, { name: "first", text: FIRST_SCENARIO });
  ids = { base, spec, version: assets[0]?.versionId ?? "", job: jobs[0]?.id ?? "", lora: loras[0]?.id ?? "", run };
});
afterAll(workshop.remove);

/** Calls a verb and reads its answer as a client does: as JSON, by its schema. */
async function call<N extends VerbName>(name: N, input: unknown): Promise<z.output<(typeof ANSWERS)[N]>> {
  const output = await callVerb(VERBS[name] as Verb, { input, caller: { by: "person" }, withStudio });
  return ANSWERS[name].parse(JSON.parse(JSON.stringify(output))) as z.output<(typeof ANSWERS)[N]>;
}

/** Nothing listens at the lowest port, and only an administrator could make something listen there. */
const DEAD_URL = "http://127.0.0.1:1";

/** Inputs by verb; a verb that is added without an entry here does not compile. */
const INPUTS: Record<VerbName, () => readonly unknown[]> = {
  status: () => [{}],
  doctor: () => [{}],
  "pipeline.show": () => [{}],
  "spec.list": () => [{}],
  "spec.validate": () => [{ specs: [] }, { specs: [ids.spec] }],
  "spec.fix": () => [{ specs: [] }],
  "spec.ready": () => [{ specs: [], all: true }],
  "spec.rebind": () => [{ specs: [ids.spec] }],
  "spec.show": () => [{ spec: ids.spec }],
  plan: () => [{ spec: ids.spec }, { spec: ids.spec, diff: "copax" }],
  "record.list": () => EDITABLE_KINDS.map((kind) => ({ kind })),
  "record.start": () => EDITABLE_KINDS.map((kind) => ({ kind })),
  "record.show": () => [
    { kind: "spec", id: ids.spec },
    { kind: "project", id: "project" },
  ],
  "record.preview": () => [
    { kind: "spec", id: ids.spec, edits: [{ path: ["title"], value: "Another" }] },
    { kind: "lora", id: ids.lora, edits: [{ path: ["weight"], value: { default: 0.1 } }] },
  ],
  "record.create": () => [
    {
      kind: "entity",
      id: "new",
      edits: [
        { path: ["title"], value: "New" },
        { path: ["kind"], value: "hero" },
      ],
    },
  ],
  "record.save": () => [{ kind: "spec", id: ids.spec, edits: [{ path: ["title"], value: "Another" }], base: ids.base }],
  "record.restore": () => [{ kind: "spec", id: "restored", text: "id: restored\n", base: null }],
  make: () => [{ specs: [ids.spec] }],
  "job.list": () => [{}, { limit: 2, state: "succeeded" }],
  "job.show": () => [{ job: ids.job }],
  "job.retry": () => [],
  "job.cancel": () => [],
  "library.list": () => [{}, { all: true }],
  "asset.list": () => [{}, { all: true, limit: 3 }],
  "asset.show": () => [{ version: ids.version }],
  "asset.reject": () => [{ version: ids.version }],
  "asset.approve": () => [{ version: ids.version, note: "good" }],
  "viewing.set": () => [{ specIds: [ids.spec] }, { specIds: [], tab: "a" }],
  replay: () => [{ version: ids.version, render: true }],
  "event.list": () => [{ limit: 1000 }],
  "event.verify": () => [{}],
  verify: () => [{}],
  "lora.list": () => [{}],
  "lora.show": () => [{ lora: ids.lora }],
  "backend.list": () => [{}, { refresh: true }],
  "backend.add": () => [{ url: DEAD_URL, id: "dead", slots: 1, checkpoints: ["pony"] }],
  "backend.set": () => [{ backend: "dead", enabled: false, checkpoints: null }],
  "backend.test": () => [{ url: DEAD_URL }, { url: "dead" }, { url: "ftp://x" }],
  "backend.remove": () => [{ backend: "dead" }],
  "playtest.overview": () => [{}],
  "playtest.story": () => [{ story: "story/mist.scene.yaml" }, { story: "mist" }],
  "playtest.runSuite": () => [],
  "playtest.explore": () => [],
  "golden.check": () => [],
  "golden.diff": () => [],
  "golden.accept": () => [],
  "golden.prune": () => [{}],
  "trial.overview": () => [{}],
  "trial.show": () => [{ run: ids.run }],
  "trial.compare": () => [{ a: ids.run, b: ids.run }],
  "trial.run": () => [],
  // The last of what is asked of that run.
  "trial.delete": () => [{ run: ids.run }],
  // What only a project with an environment answers is held against its schema where one is made.
  "env.status": () => [{}],
  "env.doctor": () => [{}],
  "env.plan": () => [],
  "env.node.add": () => [],
  "env.node.update": () => [],
  "env.node.remove": () => [],
  "env.tx.run": () => [],
  "env.tx.inspect": () => [],
  "env.tx.abort": () => [],
  "env.resolve": () => [],
  "env.promote": () => [],
  "env.rollback": () => [],
  "env.recover": () => [],
  "env.generation.show": () => [],
  "env.snapshot.list": () => [],
  "env.snapshot.inspect": () => [],
  "env.run": () => [],
  "env.stop": () => [{}],
  "env.log": () => [],
  "env.work.list": () => [{}],
  "env.work.stop": () => [],
};

describe("what a verb answers is what its schema says", () => {
  test.each(Object.keys(INPUTS) as VerbName[])("%s", async (name) => {
    for (const input of INPUTS[name]()) await expect(call(name, input)).resolves.toBeTypeOf("object");
  });
});

test("whatever a verb is asked by mistake, it refuses with a code and pollutes nothing", async () => {
  const reads = (Object.keys(VERBS) as VerbName[]).filter((name) => ["read", "files"].includes(VERBS[name].access));
  const cheap = reads.filter((name) => !name.includes("verify"));
  const known = { spec: [ids.spec], version: [ids.version], job: [ids.job], lora: [ids.lora] };
  await withStudio("read", async (studio) => {
    const held: WithStudio = async (_access, use) => await use(studio);
    const ask = async (name: VerbName, input: unknown): Promise<string> => {
      try {
        await callVerb(VERBS[name] as Verb, { input, caller: { by: "person" }, withStudio: held });
        return "answered";
      } catch (error) {
        if (error instanceof TouchstoneError) return error.code;
        throw error;
      }
    };
    await fc.assert(
      fc.asyncProperty(garbageForVerbs(known, cheap), async ({ verb, input }) => {
        expect(await ask(verb, input)).toMatch(/^(answered|INPUT_INVALID|[A-Z]+_NOT_FOUND)$/);
        expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});

test("garbage is mostly wrong, sometimes right, and always JSON", () => {
  const Input = z.strictObject({ spec: z.string(), limit: z.int().min(1).max(10).default(5), all: z.boolean().optional() });
  const schema = z.toJSONSchema(Input, { io: "input" }) as Parameters<typeof garbageOf>[0];
  const made = fc.sample(garbageOf(schema), 500);
  const right = made.filter((value) => Input.safeParse(value).success).length;
  expect(right).toBeGreaterThan(25);
  expect(right).toBeLessThan(400);
  for (const value of made) expect(JSON.stringify(value)).toBeTypeOf("string");
  for (const garbage of fc.sample(garbageForVerbs({}), 500)) {
    expect(new URL(garbageRequest(garbage).path, "http://127.0.0.1").pathname).toMatch(/^\//);
  }
});

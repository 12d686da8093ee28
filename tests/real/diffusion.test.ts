import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkshop, editFile, type Workshop } from "../support/sample-game.ts";
import { touchstoneJson } from "../support/touchstone.ts";
import { BOOT_LIMIT_MS, findTarget, NOT_RUN, type OwnServer, startComfy } from "./comfy-process.ts";
import { type Graph, RawServer, type Said } from "./raw-server.ts";
import { writeCheckpoint, writeLora } from "./synthetic-models.ts";

// The example project for a real checkpoint, made from the command line on a real server, whose models are random numbers of
// the right shape: the workflows' graphs, LoRAs, uploads and replay are real, only the pictures are noise.

const target = findTarget(process.env);
/** Only a server of our own can be given model files. */
const own = target !== undefined && "dir" in target ? target : undefined;
const EXAMPLE = path.join(import.meta.dirname, "../../examples/sdxl");
const CHECKPOINT = "sd_xl_base_1.0.safetensors";
const LORAS = ["style-a", "style-b"];

let server: OwnServer;
let workshop: Workshop;
let project: string;

beforeAll(async () => {
  if (own === undefined) return;
  server = await startComfy(own, (base) => {
    writeCheckpoint(path.join(base, "models/checkpoints", CHECKPOINT));
    for (const [index, lora] of LORAS.entries()) writeLora(path.join(base, "models/loras", `${lora}.safetensors`), 2 + index);
  });
  workshop = createWorkshop("diffusion");
  project = writeSmallExample(workshop.at("sdxl"));
  await run("backend", "add", server.url, "--id", "real", "--models-dir", path.join(server.base, "models"));
  await run("spec", "ready", "brass-can", "keeper-portrait", "keeper-walk", "glass-bell");
}, BOOT_LIMIT_MS);
afterAll(async () => {
  await server?.stop();
  workshop?.remove();
});

const run = async (...args: string[]): Promise<Said> => await touchstoneJson(args, { cwd: project });
const failing = async (exitCode: number, ...args: string[]): Promise<Said> =>
  await touchstoneJson(args, { cwd: project, exitCode });
const shaOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** The example with pictures of 64 pixels and 3 steps, LoRAs in its baseline, and the digests of the models that there are. */
function writeSmallExample(to: string): string {
  cpSync(EXAMPLE, to, { recursive: true });
  const models = path.join(server.base, "models");
  const checkpoint = path.join(to, "checkpoints/sdxl-base.yaml");
  editFile(checkpoint, /sha256: \w{64}/u, `sha256: ${shaOf(path.join(models, "checkpoints", CHECKPOINT))}`);
  editFile(checkpoint, /steps: \d+, cfg: 6.5, width: 1024, height: 1024/u, "steps: 3, cfg: 6.5, width: 64, height: 64");
  const sizes = {
    "keeper-portrait": "width: 832, height: 1216, variants: 3",
    "keeper-walk": "width: 1024, height: 1024, frames: 6",
  };
  editFile(path.join(to, "specs/keeper-portrait.yaml"), sizes["keeper-portrait"], "width: 64, height: 64");
  editFile(path.join(to, "specs/keeper-walk.yaml"), sizes["keeper-walk"], "width: 64, height: 64, frames: 2");
  editFile(path.join(to, "specs/glass-bell.yaml"), "width: 1024, height: 1024", "width: 64, height: 64");
  const walk = path.join(to, "workflows/animation-frames.json");
  for (const name of ["start_at_step", "end_at_step"]) editFile(walk, `"${name}": 12`, `"${name}": 1`);
  mkdirSync(path.join(to, "loras"), { recursive: true });
  for (const lora of LORAS) {
    const sha256 = shaOf(path.join(models, "loras", `${lora}.safetensors`));
    const record = { id: lora, scope: "baseline", file: `${lora}.safetensors`, sha256, checkpoints: ["sdxl-base"] };
    writeFileSync(path.join(to, "loras", `${lora}.yaml`), JSON.stringify(record));
  }
  const stack = "loras: [{ lora: style-a, weight: 0.8 }, { lora: style-b, weight: 0.5 }]\n";
  const baseline = path.join(to, "baselines/glasshouse.yaml");
  writeFileSync(baseline, readFileSync(baseline, "utf8") + stack);
  return to;
}

/** The graph of the prompt that the server ended last. */
async function lastGraph(): Promise<Graph> {
  const history = (await new RawServer(server.url).get("/api/history?max_items=1")).body;
  const [entry] = Object.values<Said>(history);
  return entry.prompt[2];
}

describe.skipIf(own === undefined)(
  own === undefined ? NOT_RUN : "the SDXL example on a real server",
  { timeout: 300_000 },
  () => {
    test("the doctor misses the one file that is not there, and says who needs it", async () => {
      const report = await failing(1, "doctor", "--backend", "real");
      expect(report).toMatchObject({ reachable: true, models: { checkpoints: [CHECKPOINT] } });
      expect(report.missing).toMatchObject([{ name: "birefnet.safetensors", neededBy: ["glass-bell"] }]);
    });

    test("text becomes pictures, by LoRAs in their order, and a replay has the same pixels", async () => {
      const { jobs } = await run("make", "brass-can", "--backend", "real");
      expect(jobs).toMatchObject([{ status: "succeeded", reused: false }]);
      const loras = Object.values(await lastGraph()).filter(({ class_type }) => class_type === "LoraLoader");
      expect(loras.map(({ inputs }) => [inputs["lora_name"], inputs["strength_model"]])).toEqual([
        ["style-a.safetensors", 0.8],
        ["style-b.safetensors", 0.5],
      ]);
      const replay = await run("replay", jobs[0].versionId, "--render", "--backend", "real");
      expect(replay).toMatchObject({ decisions: "equal", pixels: "identical" });
    });

    test("a reference image becomes a picture, and frames become an animation", async () => {
      const { jobs } = await run("make", "keeper-portrait", "keeper-walk", "--backend", "real");
      expect(jobs).toMatchObject([{ status: "succeeded" }, { status: "succeeded" }]);
      const replay = await run("replay", jobs[1].versionId, "--render", "--backend", "real");
      expect(replay).toMatchObject({ decisions: "equal", pixels: "identical" });
    });

    test("what lacks a model file is not made, and says which", async () => {
      const { jobs } = await failing(3, "make", "glass-bell", "--backend", "real");
      expect(jobs).toMatchObject([{ status: "escalated", reasonCode: "MODEL_MISSING" }]);
      expect(jobs[0].detail).toContain("birefnet.safetensors");
    });

    test("an object is cut out of its background", async () => {
      const file = path.join(project, "workflows/transparent.json");
      const { 10: _model, ...graph } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
      // In place of a model that finds the object: a square in the middle.
      const node = (class_type: string, inputs: object) => ({ class_type, inputs });
      const square = { destination: ["20", 0], source: ["21", 0], x: 16, y: 16, operation: "add" };
      const masks = {
        20: node("SolidMask", { value: 0, width: 64, height: 64 }),
        21: node("SolidMask", { value: 1, width: 32, height: 32 }),
      };
      writeFileSync(file, JSON.stringify({ ...graph, ...masks, 11: node("MaskComposite", square) }));
      await run("spec", "rebind", "glass-bell");
      const { jobs } = await run("make", "glass-bell", "--backend", "real");
      expect(jobs).toMatchObject([{ status: "succeeded" }]);
    });

    test("a model file of another content is refused", async () => {
      writeLora(path.join(server.base, "models/loras/style-b.safetensors"), 99);
      const { jobs } = await failing(6, "make", "brass-can", "--again", "--backend", "real");
      expect(jobs).toMatchObject([{ status: "escalated", reasonCode: "MODEL_DIFFERENT" }]);
    });
  },
);

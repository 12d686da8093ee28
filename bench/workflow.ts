import { fileURLToPath } from "node:url";
import { imageTask } from "../src/core/assets/plan/image-task.ts";
import { planSpec } from "../src/core/assets/plan/plan-spec.ts";
import { selectInputs } from "../src/core/assets/plan/select-inputs.ts";
import type { ApiGraph } from "../src/core/assets/records/workflow.ts";
import { fillTemplate } from "../src/core/workflow/fill-template.ts";
import { createTemplateCache } from "../src/core/workflow/template-cache.ts";
import { templateValues } from "../src/core/workflow/template-values.ts";
import { loadProject } from "../src/engine/project.ts";
import { cpuSeconds, type Figure, median, round, spread } from "./figure.ts";

const ROUNDS = 9;
const GRAPHS_PER_ROUND = 5000;
const FILES = { checkpoint: "sd_xl_base_1.0.safetensors", vae: null, loras: [], references: [] };
const LIMIT_MS = 0.2;

/** Graphs of the animation of `examples/sdxl`, the largest workflow there: template from the cache, values, filling. */
export async function benchWorkflow(): Promise<readonly Figure[]> {
  const projectDir = fileURLToPath(new URL("../examples/sdxl", import.meta.url));
  const { records } = await loadProject({ projectDir });
  const spec = records.specs.get("keeper-walk")!;
  const workflow = records.workflows.get("animation-frames")!;
  const plan = planSpec(selectInputs(records, spec), { builtinRenderer: "-", drawnSeed: null, adjustments: [] });
  const tasks = plan.images.map((_, index) => imageTask(plan, index));
  const cache = createTemplateCache();
  const fill = (index: number): ApiGraph =>
    fillTemplate(cache.compile(plan, workflow), templateValues(plan, tasks[index % tasks.length]!, FILES));
  const graph = fill(0);
  const msEach: number[] = [];
  const floor: number[] = [];
  for (let count = 0; count < ROUNDS; count++) {
    msEach.push(await msPerGraph(fill));
    floor.push(await msPerGraph(() => JSON.parse(JSON.stringify(graph)) as ApiGraph));
  }
  const value = median(msEach);
  const deep = median(floor);
  return [
    {
      name: "a graph from a cached template",
      value: round(value),
      unit: "CPU-ms",
      against: { name: "a deep copy of the finished graph", value: round(deep), ratio: round(value / deep) },
      target: `<= ${LIMIT_MS}`,
      holds: value <= LIMIT_MS,
      resolution: spread(msEach, "CPU-ms"),
    },
  ];
}

async function msPerGraph(make: (index: number) => ApiGraph): Promise<number> {
  const seconds = await cpuSeconds(() => {
    for (let index = 0; index < GRAPHS_PER_ROUND; index++) make(index);
  });
  return (seconds * 1000) / GRAPHS_PER_ROUND;
}

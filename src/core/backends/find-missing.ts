import { findNearest } from "../authored/nearest.ts";
import { compareCodeUnits } from "../canonical/order.ts";
import type { ServerModels } from "../comfyui/server-facts.ts";
import type { ServerProbe } from "../comfyui/server-probe.ts";
import { checkGraph } from "../workflow/check-graph.ts";
import { findModelFile } from "../workflow/find-model-file.ts";
import { collectNeeds, type Need, type NeedKind, type WorkflowSpec } from "./server-needs.ts";

/** Something that specs need and a server does not have. */
export interface MissingPart {
  /** `model` is a file of another folder, which only a workflow can name. */
  readonly kind: NeedKind | "model";
  /** A node class, or a file as its record or its workflow names it. */
  readonly name: string;
  /** What the server has that was most likely meant; null when nothing is near. */
  readonly nearest: string | null;
  /** Ids of specs, sorted. */
  readonly neededBy: readonly string[];
}

/** What specs need and a server lacks: node classes, files of their records, then files that only their workflows name. */
export function findMissing(specs: readonly WorkflowSpec[], probe: ServerProbe): readonly MissingPart[] {
  const needs = collectNeeds(specs);
  const known = new Set(needs.map(({ name }) => name));
  const ofRecords = needs.flatMap((need) => judgeNeed(need, probe));
  const ofWorkflows = new Map<string, MissingPart>();
  for (const { plan, graph } of specs) {
    for (const { modelFile } of checkGraph(graph, probe.catalogue)) {
      if (modelFile === null || known.has(modelFile.file)) continue;
      const { kind, file, nearest } = modelFile;
      const others = ofWorkflows.get(file)?.neededBy ?? [];
      const neededBy = [...new Set([...others, plan.spec])].toSorted(compareCodeUnits);
      ofWorkflows.set(file, { kind, name: file, nearest, neededBy });
    }
  }
  return [...ofRecords, ...ofWorkflows.values()];
}

function judgeNeed({ kind, name, neededBy }: Need, { catalogue, models }: ServerProbe): readonly MissingPart[] {
  if (kind === "node") {
    if (catalogue.has(name)) return [];
    return [{ kind, name, nearest: findNearest(name, catalogue.keys()) ?? null, neededBy }];
  }
  const match = findModelFile(filesOf(kind, models), name);
  return match.found === null ? [{ kind, name, nearest: match.nearest, neededBy }] : [];
}

function filesOf(kind: Exclude<NeedKind, "node">, models: ServerModels): readonly string[] {
  if (kind === "checkpoint") return models.checkpoints;
  return kind === "lora" ? models.loras : models.vae;
}

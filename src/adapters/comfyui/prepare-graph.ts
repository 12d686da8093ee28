import type { UsedModel } from "../../core/assets/evidence.ts";
import type { ApiGraph } from "../../core/assets/records/workflow.ts";
import { type FoundModel, findModels } from "../../core/comfyui/find-models.ts";
import type { ServerFacts } from "../../core/comfyui/server-facts.ts";
import type { ServerProbe } from "../../core/comfyui/server-probe.ts";
import { type Problem, TouchstoneError } from "../../core/errors.ts";
import { checkGraph } from "../../core/workflow/check-graph.ts";
import { checkSeeds } from "../../core/workflow/check-seeds.ts";
import { fillTemplate } from "../../core/workflow/fill-template.ts";
import type { GraphProblem } from "../../core/workflow/graph-problem.ts";
import type { TemplateCache } from "../../core/workflow/template-cache.ts";
import { templateValues } from "../../core/workflow/template-values.ts";
import type { ReferenceFile, RenderRequest } from "../rendering/image-backend.ts";
import type { ComfyClient } from "./comfy-client.ts";
import { type ModelDigests, modelPath } from "./model-digests.ts";

/** A graph that the server can be expected to run, with what it needs in place. */
export interface PreparedGraph {
  readonly graph: ApiGraph;
  readonly outputNode: string;
  readonly models: readonly UsedModel[];
  /** The server as it was when it was last asked. */
  readonly server: ServerFacts;
}

/** What stays the same for all images of one backend. */
export interface Workbench {
  readonly client: ComfyClient;
  readonly modelsDir: string | null;
  readonly templates: TemplateCache;
  readonly digests: ModelDigests;
  /** References that the server has, by the digest of their pixels. */
  readonly uploads: Map<string, Promise<string>>;
}

/**
 * Puts together the graph of one image for one server, and everything it needs there; nothing is sent to be run yet.
 *
 * @param wish.signal  Ends the reading of model files, when nobody waits for the image any more.
 * @throws TouchstoneError MODEL_MISSING, MODEL_DIFFERENT, WORKFLOW_REFUSED with every problem, REFERENCE_CHANGED, BACKEND_*.
 */
export async function prepareGraph(
  bench: Workbench,
  probe: ServerProbe,
  { request, signal }: { readonly request: RenderRequest; readonly signal: AbortSignal },
): Promise<PreparedGraph> {
  const { plan, task, workflow, files } = request;
  if (workflow === null || files === null) throw new TypeError("prepareGraph: a ComfyUI render has a workflow and model files");
  const template = bench.templates.compile(plan, workflow);
  const weights = plan.stack.map(({ weight }) => weight);
  const { used, problems, ...names } = findModels(template, probe, { files, weights });
  const [first] = problems;
  if (first !== undefined) throw new TouchstoneError("MODEL_MISSING", first.message, { hint: first.hint, problems });
  const models = await Promise.all(used.map(async (model) => await verifyModel(bench, model, signal)));
  const references = await Promise.all(request.references.map(async (reference) => await uploadOnce(bench, reference)));
  const graph = fillTemplate(template, templateValues(plan, task, { ...names, references }));
  refuseProblems(workflow.id, graph, [...checkSeeds(workflow, probe.catalogue), ...checkGraph(graph, probe.catalogue)]);
  return { graph, outputNode: template.outputNode, models, server: probe.facts };
}

/** Measures a file that lies on this machine: another file under the same name would make other pictures unnoticed. */
async function verifyModel(
  { modelsDir, digests }: Workbench,
  { folder, file, name, sha256 }: FoundModel,
  signal: AbortSignal,
): Promise<UsedModel> {
  const path = modelsDir === null ? null : modelPath(modelsDir, folder, name);
  const measured = path === null ? null : await digests.measure(path, signal);
  if (measured === null) return { file, sha256: null };
  const expected = sha256.replace("sha256:", "").toLowerCase();
  if (measured === expected) return { file, sha256: `sha256:${measured}` };
  const message = `\`${name}\` in the server's folder \`${folder}\` has the SHA-256 \`${measured}\`, its record says \`${expected}\``;
  throw new TouchstoneError("MODEL_DIFFERENT", message, {
    hint: "Put the right file there, or correct the record and rebind its specs",
  });
}

/** Uploads a reference under the digest of its pixels, once for each server. */
async function uploadOnce({ client, uploads }: Workbench, reference: ReferenceFile): Promise<string> {
  const { pixelSha256 } = reference;
  let upload = uploads.get(pixelSha256);
  if (upload === undefined) {
    upload = reference.read().then(async (bytes) => await client.upload(`${pixelSha256.replace("sha256:", "")}.png`, bytes));
    uploads.set(pixelSha256, upload);
    upload.catch(() => uploads.delete(pixelSha256));
  }
  return await upload;
}

/** Input files that were uploaded are not in the server's list of choices, which was read before. */
function refuseProblems(workflowId: string, graph: ApiGraph, problems: readonly GraphProblem[]): void {
  const found = problems.filter(
    ({ code, nodeId, input }) => code !== "wrong_choice" || !String(graph[nodeId]?.inputs[input ?? ""]).startsWith("touchstone/"),
  );
  const [first] = found;
  if (first === undefined) return;
  const isModel = found.every(({ code }) => code === "missing_model");
  const code = isModel ? "MODEL_MISSING" : "WORKFLOW_REFUSED";
  throw new TouchstoneError(code, `workflow \`${workflowId}\`: ${first.message}`, {
    hint: first.hint,
    problems: found.map(({ message, hint }): Problem => ({ code, message, hint })),
  });
}

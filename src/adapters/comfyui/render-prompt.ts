import type { OutputFile, PromptSuccess } from "../../core/comfyui/prompt-state.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { graphDigest } from "../../core/workflow/graph-digest.ts";
import type { RenderedImage } from "../rendering/image-backend.ts";
import { awaitPrompt, isForgotten } from "./await-prompt.ts";
import { findPatiently, patiently } from "./find-patiently.ts";
import { refuseUnwanted, whileWanted } from "./interruption.ts";
import type { PromptRun } from "./prompt-run.ts";
import { stopThere } from "./stop-prompt.ts";
import { submitPrompt } from "./submit-prompt.ts";

/** Runs a prepared graph, or finds what an earlier attempt made of it, and fetches the image. */
export async function renderPrompt(run: PromptRun): Promise<RenderedImage> {
  const { request, prepared, hooks, timing } = run;
  const begunMs = timing.nowMs();
  const { promptId, ended } = request.fresh ? await runFresh(run) : await runOrCollect(run);
  hooks.onReleased();
  const made = await fetchImage(run, { promptId, ended });
  return {
    file: made.file,
    pixels: null,
    renderMs: made.ended.tookMs ?? timing.nowMs() - begunMs,
    promptId: made.promptId,
    cachedNodes: made.ended.cachedNodes,
    graphDigest: graphDigest(prepared.graph),
    server: prepared.server,
    models: prepared.models,
  };
}

interface EndedPrompt {
  readonly promptId: string;
  readonly ended: PromptSuccess;
}

/**
 * What an earlier attempt sent is looked for before anything is sent: it may have been made meanwhile, or run still. What had
 * failed there is sent anew, under an id of its own.
 */
async function runOrCollect(run: PromptRun): Promise<EndedPrompt> {
  const promptId = run.request.earlierPromptId;
  if (promptId === null) return await runAnew(run);
  const { kind } = await stopWith(run, promptId, findPatiently(run, promptId));
  if (kind === "failed" || kind === "interrupted") return await runAnew(run);
  if (kind === "unknown") await stopWith(run, promptId, submitPrompt(run, promptId));
  return await stopWith(run, promptId, waitFor(run, promptId));
}

async function runAnew(run: PromptRun): Promise<EndedPrompt> {
  refuseUnwanted(run.hooks);
  const promptId = run.hooks.newId();
  await run.hooks.beforeSubmit(promptId);
  await stopWith(run, promptId, submitPrompt(run, promptId));
  return await stopWith(run, promptId, waitFor(run, promptId));
}

/** Whatever goes wrong with a prompt from the moment its id is known, it is not left running for nobody. */
async function stopWith<T>(run: PromptRun, promptId: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await stopThere(run, { promptId, error });
    throw error;
  }
}

/** Times that a server may answer out of its cache although it was freed: others use it meanwhile. */
const FRESH_TRIES = 3;

/** Nothing may come out of the cache: what it remembers would prove nothing. */
async function runFresh(run: PromptRun): Promise<EndedPrompt> {
  for (let tries = 1; tries <= FRESH_TRIES; tries += 1) {
    await whileWanted([run.hooks.cancel, run.hooks.detach], run.client.free());
    const made = await runAnew(run);
    if (made.ended.cachedNodes?.length === 0) return made;
  }
  throw new TouchstoneError("BACKEND_MALFORMED", "the server answers out of its cache although it was emptied", {
    hint: "Let nobody else use it meanwhile, or start it with `--cache-none`",
  });
}

async function waitFor(run: PromptRun, promptId: string): Promise<EndedPrompt> {
  const ended = await awaitPrompt({ ...run.timing, client: run.client, promptId, hooks: run.hooks });
  if (!isForgotten(ended)) return { promptId, ended };
  throw new TouchstoneError(
    "BACKEND_LOST",
    "the server has forgotten the prompt: it was restarted, or somebody emptied its queue",
    {
      hint: "Nothing needs to be done: it is sent again",
    },
  );
}

/** A file that the server only remembers having made may be gone: then it is made once more. */
async function fetchImage(run: PromptRun, made: EndedPrompt): Promise<EndedPrompt & Pick<RenderedImage, "file">> {
  const { outputNode } = run.prepared;
  const download = async ({ ended }: EndedPrompt): Promise<RenderedImage["file"]> => {
    const file = outputFile(ended, outputNode);
    return await patiently(run, async () => await run.client.download(file));
  };
  try {
    return { ...made, file: await download(made) };
  } catch (error) {
    const isGone = error instanceof TouchstoneError && error.code === "BACKEND_OUTPUT_MISSING";
    if (!isGone || made.ended.cachedNodes?.includes(outputNode) !== true) throw error;
    const again = await runFresh(run);
    return { ...again, file: await download(again) };
  }
}

/** The one image of the bound output. Other outputs of the workflow are its own matter. */
function outputFile({ outputs }: PromptSuccess, outputNode: string): OutputFile {
  const files = outputs.get(outputNode) ?? [];
  const [file, another] = files;
  if (another !== undefined) {
    throw new TouchstoneError("WORKFLOW_REFUSED", `node ${outputNode} made ${files.length} images where one was asked for`, {
      hint: "Set `batch_size` of the workflow to 1",
    });
  }
  if (file !== undefined) return file;
  throw new TouchstoneError("BACKEND_OUTPUT_MISSING", `the prompt ended well, but node ${outputNode} made no image`, {
    hint: "Look at the server's log: a node before it may have blocked the branch",
  });
}

import { z } from "zod";
import type { AuthoredSource } from "../core/authored/read-source.ts";
import type { BackendState } from "../core/backends/backend-state.ts";
import { BACKEND_FIELDS } from "../core/backends/backends-file.ts";
import { diagnose } from "../core/backends/diagnose.ts";
import { addBackend, removeBackend, setBackend } from "../core/backends/edit-backends.ts";
import { type BackendReport, describeUnreachable } from "../core/backends/report.ts";
import { type BackendConfig, notFound, resolveBackends } from "../core/backends/resolve-backends.ts";
import { unseenState } from "../core/backends/unseen-state.ts";
import { showAddress } from "../core/comfyui/judge-address.ts";
import { TouchstoneError } from "../core/errors.ts";
import { editBackendsFile, loadBackends } from "./backends-file.ts";
import { loadSoft } from "./load-soft.ts";
import { lookAtServer } from "./look-at-server.ts";
import { requireCheckpoint } from "./project.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

const Id = z.string().describe("Id of the backend");
const { enabled, slots, checkpoints, modelsDir } = BACKEND_FIELDS;
const SLOTS = "Renders of this project that it holds at once, waiting ones included";
const CHECKPOINTS = "The only checkpoints (ids) whose renders it is given";
const MODELS_DIR = "Its model folder as this machine sees it, absolute, so that files are checked by SHA-256";

/** Lists all renderers of the project on this machine. */
export const backendListVerb = defineVerb({
  name: "backend.list",
  summary: "List renderers: health, version, queue, checkpoint in memory",
  access: "files",
  ownerKnows: true,
  input: z.strictObject({ refresh: z.boolean().default(false).describe("Ask every server anew") }),
  run: async (studio, { refresh }): Promise<{ backends: readonly BackendState[] }> => ({
    backends: await studio.fleet.look({ refresh }),
  }),
});

/** Adds a ComfyUI server to `.touchstone/backends.yaml`. */
export const backendAddVerb = defineVerb({
  name: "backend.add",
  summary: "Add a ComfyUI server to those that this machine offers to the project",
  access: "hold",
  input: z.strictObject({
    url: BACKEND_FIELDS.url.describe("Where it answers, e.g. `http://127.0.0.1:8188`"),
    id: BACKEND_FIELDS.id.optional().describe("Id of the backend; default: from host and port"),
    slots: slots.optional().describe(SLOTS),
    checkpoints: checkpoints.optional().describe(CHECKPOINTS),
    modelsDir: modelsDir.optional().describe(MODELS_DIR),
  }),
  async run(studio, backend): Promise<{ backend: BackendState }> {
    const id = await studio.alone(async () => {
      await requireCheckpoints(studio, backend.checkpoints);
      const added = await editFile(studio, (source) => addBackend(source, backend));
      return added.id;
    });
    return { backend: await getState(studio, id) };
  },
});

/** Changes what `.touchstone/backends.yaml` says of one server. */
export const backendSetVerb = defineVerb({
  name: "backend.set",
  summary: "Change how the project uses a ComfyUI server",
  access: "hold",
  input: z.strictObject({
    backend: Id,
    enabled: enabled.optional().describe("Whether the project uses it"),
    slots: slots.optional().describe(SLOTS),
    checkpoints: checkpoints.nullish().describe(`${CHECKPOINTS}; null for any`),
    modelsDir: modelsDir.nullish().describe(`${MODELS_DIR}; null for none`),
  }),
  async run(studio, { backend: id, ...changes }): Promise<{ backend: BackendState }> {
    await studio.alone(async () => {
      await requireCheckpoints(studio, changes.checkpoints);
      await editFile(studio, (source) => ({ text: setBackend(source, id, changes) }));
    });
    return { backend: await getState(studio, id) };
  },
});

/** Takes a server out of `.touchstone/backends.yaml`. */
export const backendRemoveVerb = defineVerb({
  name: "backend.remove",
  summary: "Take a ComfyUI server out of those that this machine offers to the project",
  access: "hold",
  input: z.strictObject({ backend: Id }),
  run: async (studio, { backend: id }): Promise<{ removed: string }> =>
    await studio.alone(async () => {
      await editFile(studio, (source) => ({ text: removeBackend(source, id) }));
      return { removed: id };
    }),
});

/** Looks at one ComfyUI server, whether it is listed or not. */
export const backendTestVerb = defineVerb({
  name: "backend.test",
  summary: "Look at one ComfyUI server: whether it answers, what it lacks, what is odd about it",
  access: "files",
  input: z.strictObject({ url: BACKEND_FIELDS.url.describe("Its address, or the id of one that is listed") }),
  async run(studio, { url }): Promise<BackendReport> {
    const named = await findConfig(studio, url);
    if (!(named instanceof TouchstoneError)) return await lookAtServer(studio, named);
    const shown = showAddress(url);
    return describeUnreachable(shown, diagnose(shown, named));
  },
});

/** The server that is meant, or why its address is refused. */
async function findConfig({ projectDir }: Studio, name: string): Promise<BackendConfig | TouchstoneError> {
  const file = await loadBackends(projectDir);
  try {
    const [config] = resolveBackends({ file, flag: name });
    return config ?? notFound(name, file);
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "BACKEND_ADDRESS_REFUSED") return error;
    throw error;
  }
}

/** A name that no checkpoint has would keep the server idle for ever. */
async function requireCheckpoints(studio: Studio, ids: readonly string[] | null | undefined): Promise<void> {
  const { records } = await loadSoft(studio);
  if (records === undefined) return;
  for (const id of ids ?? []) requireCheckpoint(id, records);
}

async function editFile<T extends { readonly text: string }>(
  { projectDir, fleet }: Studio,
  edit: (source: AuthoredSource | undefined) => T,
): Promise<T> {
  const edited = await editBackendsFile(projectDir, edit);
  await fleet.reload();
  return edited;
}

/** A listed server as it is now. One that does not answer takes its time, in which others may write. The fleet knows nothing of it while the environment names another one. */
async function getState({ projectDir, fleet }: Studio, id: string): Promise<BackendState> {
  const seen = (await fleet.look()).find((state) => state.id === id);
  if (seen !== undefined) return seen;
  const file = await loadBackends(projectDir);
  const config = resolveBackends({ file }).find((each) => each.id === id);
  if (config === undefined) throw notFound(id, file);
  return unseenState(config);
}

import { z } from "zod";
import { Slug } from "../assets/records/fields.ts";
import { MACHINE_FOLDER } from "../authored/project-layout.ts";

/** The file that names the ComfyUI servers of a project on this machine; git ignores its folder. */
export const BACKENDS_FILE = `${MACHINE_FOLDER}/backends.yaml`;

/** Id of the renderer that is always there and is named nowhere. */
export const BUILTIN_ID = "builtin";

/** Prompts of ours on one server at most: one that runs, and one that waits so that the server never idles. */
export const MAX_SLOTS = 2;

/** Guess: nobody feeds more servers from one machine. */
const MAX_BACKENDS = 64;

const BackendId = Slug.refine(
  (id) => id !== BUILTIN_ID,
  `must be another id than \`${BUILTIN_ID}\`, which is the renderer that is always there`,
);

/** What may be said of a backend besides its id and address; shared by the file and by the verbs that write it. */
export const BACKEND_FIELDS = {
  id: BackendId,
  url: z.string().min(1).max(2048),
  enabled: z.boolean(),
  slots: z.int().min(1).max(MAX_SLOTS),
  checkpoints: z.array(Slug).min(1).max(200),
  modelsDir: z.string().min(1).max(4096).refine(isAbsolute, "must be an absolute path"),
};

const BackendEntry = z.strictObject({
  id: BACKEND_FIELDS.id.describe("Id of the backend, e.g. `studio-pc`"),
  url: BACKEND_FIELDS.url.describe("Where the server answers, e.g. `http://127.0.0.1:8188`"),
  enabled: BACKEND_FIELDS.enabled.default(true).describe("Whether the project uses it"),
  slots: BACKEND_FIELDS.slots.default(MAX_SLOTS).describe("Renders of the project that it holds at once, waiting ones included"),
  checkpoints: BACKEND_FIELDS.checkpoints.optional().describe("The only checkpoints whose renders it is given; default: any"),
  modelsDir: BACKEND_FIELDS.modelsDir
    .optional()
    .describe("Its model folder as this machine sees it (with checkpoints/, loras/, vae/), so that files are checked by SHA-256"),
});

/** One server of the file, with defaults filled in and its address as `judgeAddress` writes it. */
export type BackendEntry = z.infer<typeof BackendEntry>;

/** `.touchstone/backends.yaml`: the ComfyUI servers that this machine offers to the project. */
export const BackendsFile = z.strictObject({
  format: z.literal("touchstone.backends/1").describe("Form of this file"),
  backends: z.array(BackendEntry).max(MAX_BACKENDS).default([]).describe("ComfyUI servers, in the order they are listed"),
});

function isAbsolute(path: string): boolean {
  return /^(?:\/|\\\\|[A-Za-z]:[\\/])/.test(path);
}

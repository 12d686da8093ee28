import type { ApiGraph } from "../../core/assets/records/workflow.ts";
import { judgeAddress } from "../../core/comfyui/judge-address.ts";
import { countQueue, type OutputFile, type PromptState } from "../../core/comfyui/prompt-state.ts";
import type { ServerProbe } from "../../core/comfyui/server-probe.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { askForJson, expectOk } from "./ask-for-json.ts";
import { cancelPrompt } from "./cancel-prompt.ts";
import { findPrompt } from "./find-prompt.ts";
import { type Answer, openHttp } from "./http.ts";
import { createProgressDesk, type PromptListener } from "./progress-desk.ts";
import { rememberProbe } from "./remembered-probe.ts";
import { uploadFile } from "./upload-file.ts";

/** One ComfyUI server, as it is named. */
export interface ComfyServer {
  /** E.g. `studio-pc`. */
  readonly id: string;
  /** E.g. `http://127.0.0.1:8188`. */
  readonly url: string;
}

/** What a client reads instead of the machine. */
export interface ComfyClientDeps {
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** How long an answer may be in coming, ms; tests are less patient. */
  readonly answerMs?: number | undefined;
}

/** One prompt as it is sent. */
export interface Prompt {
  readonly promptId: string;
  readonly graph: ApiGraph;
  /** Goes into the metadata of the files. */
  readonly mark: Readonly<Record<string, string>>;
}

/** A connection to one ComfyUI server, shared by all renders of this process. */
export interface ComfyClient {
  readonly id: string;
  readonly url: string;
  /**
   * What the server is and offers. Asked once and remembered while it can be relied on; `refresh` asks again.
   *
   * @throws TouchstoneError BACKEND_ADDRESS_REFUSED, BACKEND_UNREACHABLE, BACKEND_MALFORMED, BACKEND_TIMEOUT.
   */
  probe(options?: { readonly refresh?: boolean }): Promise<ServerProbe>;
  /** Prompts on it now, whoever asked for them. @throws as `probe`. */
  queueCounts(): Promise<{ readonly running: number; readonly pending: number }>;
  /** Empties its memory and its cache of results, when its worker is next idle. @throws as `probe`. */
  free(): Promise<void>;
  /** Sends a prompt. @returns the answer whatever it says. @throws as `probe`; then nobody knows whether it was accepted. */
  submit(prompt: Prompt): Promise<Answer>;
  /** Where a prompt is now. @throws as `probe`. */
  find(promptId: string): Promise<PromptState>;
  /** Stops a prompt, whether it waits or runs; one that has ended or is not known stays as it is. @throws as `probe`. */
  cancel(promptId: string): Promise<void>;
  /** Uploads an input file. @returns the name by which a graph loads it. @throws as `probe`, BACKEND_DISK_FULL. */
  upload(name: string, bytes: Uint8Array): Promise<string>;
  /** A file that a prompt made, as it comes. @throws as `probe`, BACKEND_OUTPUT_MISSING. */
  download(file: OutputFile): Promise<AsyncIterable<Uint8Array>>;
  /** Hears what the socket says of a prompt. @returns a function that ends it. */
  watch(promptId: string, listener: PromptListener): () => void;
  close(): Promise<void>;
}

/** Opens a client; nothing is asked yet. @throws TouchstoneError BACKEND_ADDRESS_REFUSED for an address that may not be connected to. */
export function openComfyClient({ id, url }: ComfyServer, deps: ComfyClientDeps): ComfyClient {
  const address = judgeAddress(url);
  if (!address.ok) throw new TouchstoneError("BACKEND_ADDRESS_REFUSED", address.reason, { hint: address.hint });
  const http = openHttp(address, deps.answerMs);
  const clientId = `touchstone-${deps.newId()}`;
  const remembered = rememberProbe(http);
  const desk = createProgressDesk(address, {
    clientId,
    nowMs: deps.nowMs,
    onReopened: remembered.forget,
    onIdle: remembered.doubt,
  });
  const probe: ComfyClient["probe"] = async ({ refresh = false } = {}) => await remembered.get({ refresh });
  const hasJobs = async (): Promise<boolean> => (await probe()).hasJobs;
  return {
    id,
    url: address.url,
    probe,
    queueCounts: async () => countQueue(await askForJson(http, { method: "GET", path: "/api/queue" })),
    free: async () =>
      expectOk(await http.ask({ method: "POST", path: "/api/free", json: { unload_models: true, free_memory: true } })),
    submit: async ({ promptId, graph, mark }) => {
      const extra_data = { extra_pnginfo: { touchstone: mark }, preview_method: "auto" };
      const json = { prompt: graph, prompt_id: promptId, client_id: clientId, extra_data };
      return await http.ask({ method: "POST", path: "/api/prompt", json });
    },
    find: async (promptId) => await findPrompt(http, promptId, await hasJobs()),
    cancel: async (promptId) => await cancelPrompt(http, promptId),
    upload: async (name, bytes) => await uploadFile(http, name, bytes),
    async download({ filename, subfolder, type }) {
      return await http.fetch(`/api/view?${new URLSearchParams({ filename, subfolder, type }).toString()}`);
    },
    watch: (promptId, listener) => desk.watch(promptId, listener),
    async close() {
      await Promise.all([desk.close(), http.close()]);
    },
  };
}

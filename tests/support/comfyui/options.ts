import type { FakeClock } from "./clock.ts";
import type { FaultBoard, FaultPlan } from "./faults.ts";
import type { FileShelf } from "./file-shelf.ts";
import type { Ledger } from "./ledger.ts";
import type { ObjectInfo } from "./node-info.ts";
import type { ModelFolders } from "./object-info.ts";

/** What can be changed while the server runs. */
export interface Switches {
  /** Time of one sampler step on the fake's clock, ms. */
  stepMs: number;
  /** Steps of every sampler; null takes them from the graph. */
  steps: number | null;
  /** Time of every other node, ms. */
  nodeMs: number;
  /** Real delay of every HTTP answer, ms. */
  latencyMs: number;
  /** Between `execution_success` and the writing of history, on the fake's clock; real servers are late by a few ms. */
  historyDelayMs: number;
  /** A closing socket unregisters a newer one with the same client id (ComfyUI issue 16010). */
  unregisterBug: boolean;
  /** Every socket is refused. */
  noWebSocket: boolean;
  /** Nothing is taken from a cache, as with `--cache-none`. */
  noCache: boolean;
  /** Files carry no metadata, as with `--disable-metadata`. */
  noMetadata: boolean;
  /** Sampler previews: never, when a prompt asks by `preview_method`, or always. */
  previews: "never" | "asked" | "always";
  /** PNG metadata holds a bare NaN, as for nodes that are never unchanged. */
  nanInMetadata: boolean;
  /** How long a slow answer takes, or the pause of a slow download, real ms. */
  slowMs: number;
  /** How late a late history is, on the fake's clock, ms. */
  lateMs: number;
  /** How long a restart takes, real ms. */
  downMs: number;
  /** Someone restarts a zombie or stuck server after so long, real ms; null for nobody. */
  operatorMs: number | null;
  /** `torch.OutOfMemoryError` of now or `torch.cuda.OutOfMemoryError` of older versions. */
  outOfMemoryType: "torch.OutOfMemoryError" | "torch.cuda.OutOfMemoryError";
}

export const DEFAULT_SWITCHES: Switches = {
  stepMs: 0,
  steps: 3,
  nodeMs: 0,
  latencyMs: 0,
  historyDelayMs: 0,
  unregisterBug: true,
  noWebSocket: false,
  noCache: false,
  noMetadata: false,
  previews: "asked",
  nanInMetadata: false,
  slowMs: 150,
  lateMs: 100,
  downMs: 50,
  operatorMs: null,
  outOfMemoryType: "torch.OutOfMemoryError",
};

/** How to start one. All of it may be left out, and all but `clock` is plain JSON. */
export interface FakeComfyOptions {
  /** 0 picks one. */
  readonly port?: number;
  /** File names that the server offers. */
  readonly checkpoints?: readonly string[];
  readonly loras?: readonly string[];
  readonly vae?: readonly string[];
  readonly backgroundModels?: readonly string[];
  /** A safetensors file's `__metadata__` by file name, for /view_metadata. */
  readonly modelMetadata?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** E.g. `0.33.0`; older servers lack what came later: `/api/jobs` before 0.5, targeted interrupts before 0.3.57, … */
  readonly version?: string;
  readonly clock?: FakeClock;
  /** A recorded `/object_info`; else a small one with the classes that the templates use. */
  readonly objectInfoPath?: string;
  /** Leaves out the two classes of custom nodes. */
  readonly coreOnly?: boolean;
  readonly faults?: FaultPlan;
  /** Makes what is random in a real server: order of outputs, names of temporary files. */
  readonly seed?: string;
  /** Keeps output and input files in this folder, so that they outlive the process; else in memory. */
  readonly dir?: string;
  /** Appends one JSON line per executed prompt. */
  readonly logFile?: string;
  /** Appends one JSON line per accepted prompt, before it is answered. */
  readonly acceptedFile?: string;
  /** Total and free memory of its one device, bytes. */
  readonly vram?: { readonly total: number; readonly free: number };
  readonly stepMs?: number;
  readonly steps?: number | null;
  readonly latencyMs?: number;
  readonly switches?: Partial<Switches>;
}

/** What belongs to a server beyond the life of its process. */
export interface Host {
  readonly options: FakeComfyOptions;
  readonly version: string;
  readonly seed: string;
  readonly clock: FakeClock;
  readonly switches: Switches;
  readonly faults: FaultBoard;
  readonly files: FileShelf;
  readonly ledger: Ledger;
  readonly models: ModelFolders;
  readonly info: ObjectInfo;
  readonly previewFrames: readonly Uint8Array[];
  /** Ends the process as a crash does, and starts it again. */
  restart(): Promise<void>;
}

import type { Conflict } from "../../../core/env/conflict/conflict.ts";
import type { GenerationManifest } from "../../../core/env/generation/manifest.ts";
import type { PackageDiff } from "../../../core/env/generation/package-set.ts";
import type { Observation } from "../../../core/env/observation/observation.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import type { Truth } from "../../../core/env/truth/truth.ts";

/** Where the code of one node pack is taken from. */
export type NodeSource =
  | { readonly kind: "repo"; readonly repoDir: string; readonly commit: string }
  | { readonly kind: "folder"; readonly dir: string };

/** What a generation is to hold. */
export interface BuildRequest {
  /** Reserved before, with an intent on the disk. */
  readonly number: number;
  readonly base: number | null;
  readonly txid: string | null;
  readonly nodeId: string | null;
  readonly reason: string;
  /** `lock` resolves anew, keeping the base's versions where it can; `locked` takes `lockText` as it is. */
  readonly mode:
    | { readonly kind: "lock"; readonly preferLock: string | null }
    | { readonly kind: "locked"; readonly lockText: string };
  readonly truth: Truth;
  readonly nodes: readonly { readonly record: NodeRecord; readonly source: NodeSource }[];
  /** Whether its ComfyUI is started and watched; for how long. Null: only the smoke test runs. */
  readonly observeSeconds: number | null;
  /** Log files, absolute. */
  readonly logs: { readonly stdout: string; readonly stderr: string };
}

/** What building came to. Everything but `built` leaves no complete generation behind. */
export type BuildResult =
  | {
      readonly kind: "built";
      readonly manifest: GenerationManifest;
      readonly observed: Observation | null;
      /** What starting ComfyUI changed beyond the lock. */
      readonly runtimeDrift: PackageDiff | null;
    }
  | { readonly kind: "conflict"; readonly conflict: Conflict }
  | { readonly kind: "failed"; readonly code: "UV_FAILED" | "SMOKE_FAILED" | "GIT_FAILED"; readonly message: string };

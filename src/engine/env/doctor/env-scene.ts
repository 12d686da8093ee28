import type { loadGeneration } from "../../../adapters/generations/load-generation.ts";
import type { EnvConfig } from "../../../core/env/config.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import type { Studio } from "../../studio.ts";
import type { EnvHome } from "../env-home.ts";

/** What the looks of `env doctor` share: each part is null where it could not be read, which one look tells. */
export interface EnvScene {
  readonly studio: Studio;
  readonly home: EnvHome;
  readonly config: EnvConfig | null;
  /** The ComfyUI folder, absolute. */
  readonly comfyuiDir: string | null;
  readonly production: Production | null;
}

/** The generation that the pointer is on. */
export interface Production {
  readonly number: number;
  readonly dir: string;
  readonly venv: string;
  readonly loaded: Awaited<ReturnType<typeof loadGeneration>>;
  readonly nodes: readonly NodeRecord[];
}

/** What `env doctor` looks at, in its order. */
export const ENV_LOOKS = [
  "uv",
  "git",
  "config",
  "comfyui",
  "disk",
  "intent",
  "generation",
  "python",
  "packages",
  "duplicates",
  "files",
  "nodes",
  "manager",
  "models",
] as const;

/** One thing that was looked at. */
export interface EnvCheck {
  readonly id: (typeof ENV_LOOKS)[number];
  /** `unknown` where something else that failed keeps it from being looked at. */
  readonly outcome: "ok" | "warn" | "fail" | "unknown";
  /** What was found, in one sentence. */
  readonly detail: string;
  /** The way out; null when nothing needs to be done. */
  readonly hint: string | null;
  /** What it is about, one by one: packages, files, node packs; at most `MAX_ITEMS`. */
  readonly items: readonly string[];
}

/** Guess: whoever has more of one kind mends them together. */
export const MAX_ITEMS = 50;

/** What was found, in the order it was looked at. */
export interface EnvHealth {
  /** False when something failed. */
  readonly ok: boolean;
  readonly checks: readonly EnvCheck[];
}

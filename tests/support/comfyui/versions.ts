/** What servers learned when; dates of ComfyUI's history as `comfyui.md` lists them. */
const LEARNED = {
  /** 2025-09-02. */
  targetedInterrupt: [0, 3, 57],
  /** 2025-12-17. */
  jobs: [0, 5, 0],
  /** 2026-02-01; before it the type was `invalid_prompt`. Guess: the release of that week. */
  missingNodeType: [0, 12, 0],
  /** 2026-06-10. */
  uuidCheck: [0, 25, 0],
  /** 2026-06-19. */
  jobsCancel: [0, 26, 0],
  /** July 2026: before it a cached result without a client id was success without outputs. Guess: the release of that month. */
  cachedOutputsWithoutClient: [0, 29, 0],
} as const;

export type Ability = keyof typeof LEARNED;

/** Whether a server of this version, e.g. `0.33.0`, can do that. */
export function hasLearned(version: string, ability: Ability): boolean {
  const parts = version.split(".").map(Number);
  for (const [index, least] of LEARNED[ability].entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

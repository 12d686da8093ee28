import type { EnvHome } from "../env-home.ts";
import { findStaged, removeStaged } from "../tx/staged-files.ts";

/** Removes the staging that a promoted transaction was about. One that was made anew since, at another commit, waits on. */
export async function unstage(home: EnvHome, id: string, commit: string | null): Promise<void> {
  const staged = await findStaged(home, id);
  if (staged !== null && staged.commit === commit) await removeStaged(home, id);
}

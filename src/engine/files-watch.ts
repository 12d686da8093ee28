import { stampProjectFiles } from "../adapters/files/project-files.ts";
import { LOCK_FILE } from "../core/assets/ready/lock.ts";
import { digestText, shortDigest } from "../core/canonical/digest.ts";
import { stampFolder, stampStoryFiles } from "./playtest/find-story-files.ts";
import { SCENARIO_FOLDER } from "./trials/project-scenarios.ts";
import type { Studio } from "./studio.ts";

/** Looks at a project's authored files, its stories, its scenarios and its lock again and again, whoever changes them: an editor, git, another tab. */
export interface FilesWatch {
  /** Changes whenever a file does; null until they were looked at, and while they cannot be. */
  stamp(): string | null;
  stop(): void;
}

/** @param everyMs  How often to look. Listing and asking for times is all it does: about 2 ms for 60 files. */
export function watchFiles({ projectDir }: Pick<Studio, "projectDir">, everyMs: number): FilesWatch {
  let stamp: string | null = null;
  let isLooking = false;
  const look = (): void => {
    if (isLooking) return;
    isLooking = true;
    stampProjectFiles(projectDir, [LOCK_FILE])
      // A folder that cannot be listed now is looked at again the next time.
      .then(
        (seen) => void (stamp = `${seen}-${shortDigest(digestText(stampPlayed(projectDir)))}`),
        () => void (stamp = null),
      )
      .finally(() => void (isLooking = false));
  };
  look();
  const timer = setInterval(look, everyMs);
  timer.unref();
  return { stamp: () => stamp, stop: () => clearInterval(timer) };
}

function stampPlayed(projectDir: string): string {
  return `${stampStoryFiles(projectDir)}\n${stampFolder(projectDir, SCENARIO_FOLDER)}`;
}

import { resolve } from "node:path";
import type { FreeCommand } from "../command.ts";
import { runsText } from "../trial-history-text.ts";

export const trialListCommand: FreeCommand = {
  path: ["trial", "list"],
  summary: "List runs of trials, newest first",
  flags: [],
  examples: ["touchstone trial list"],
  async run({ cwd, project, json, paint, out }) {
    const { listRuns } = await import("../../engine/trials/run-history.ts");
    const { findTrialsDir } = await import("../../engine/trials/trials-dir.ts");
    const runs = await listRuns(await findTrialsDir(resolve(cwd, project ?? ".")));
    out(json ? JSON.stringify({ runs }) : runsText(runs, paint));
    return 0;
  },
};

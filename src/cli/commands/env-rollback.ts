import { defineEnvCommand } from "../env-command.ts";
import { DISCARD_FLAG, DRY_RUN_FLAG, readWait, WAIT_FLAG } from "../env-flags.ts";
import { planExitCode, rollbackText } from "../env-move-text.ts";

export const envRollbackCommand = defineEnvCommand({
  path: ["env", "rollback"],
  summary: "Go back to an earlier generation: at once to one that is kept, else it is rebuilt from its snapshot",
  args: [
    {
      name: "target",
      summary: "A generation's number, or the beginning of a snapshot's id; default: the generation before",
      optional: true,
    },
  ],
  flags: [DISCARD_FLAG, DRY_RUN_FLAG, WAIT_FLAG],
  examples: ["touchstone env rollback --dry-run", "touchstone env rollback"],
  load: async () => (await import("../../engine/env/move/rollback.ts")).envRollbackVerb,
  toInput: (typed) => ({
    target: typed.word("target"),
    discardEdits: typed.isOn("discard-edits"),
    dryRun: typed.isOn("dry-run"),
    waitMs: readWait(typed),
  }),
  render: rollbackText,
  exitCode: planExitCode,
  progress: true,
});

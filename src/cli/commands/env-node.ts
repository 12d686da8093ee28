import { defineEnvCommand } from "../env-command.ts";
import { DISCARD_FLAG, DRY_RUN_FLAG, readWait, WAIT_FLAG } from "../env-flags.ts";
import { planExitCode, removeText } from "../env-move-text.ts";
import { stageText } from "../env-node-text.ts";

const REF_FLAG = { name: "ref", value: "REF", summary: "Branch, tag or commit; default: the repository's default branch" };

export const envNodeAddCommand = defineEnvCommand({
  path: ["env", "node", "add"],
  summary: "Fetch a node pack and pin its commit, for a transaction to try; production stays as it is",
  args: [{ name: "url", summary: "Where its git repository is" }],
  flags: [{ name: "id", value: "ID", summary: "What to call it; default: the repository's name" }, REF_FLAG, WAIT_FLAG],
  examples: ["touchstone env node add https://example.org/packs/wind-lights.git"],
  load: async () => (await import("../../engine/env/tx/stage-node.ts")).envNodeAddVerb,
  toInput: (typed) => ({ url: typed.word("url"), id: typed.flag("id"), ref: typed.flag("ref"), waitMs: readWait(typed) }),
  render: stageText,
  progress: true,
});

export const envNodeUpdateCommand = defineEnvCommand({
  path: ["env", "node", "update"],
  summary: "Fetch a newer commit of a node pack, for a transaction to try; production stays as it is",
  args: [{ name: "id", summary: "The node pack" }],
  flags: [REF_FLAG, WAIT_FLAG],
  examples: ["touchstone env node update wind-lights"],
  load: async () => (await import("../../engine/env/tx/stage-node.ts")).envNodeUpdateVerb,
  toInput: (typed) => ({ id: typed.word("id"), ref: typed.flag("ref"), waitMs: readWait(typed) }),
  render: stageText,
  progress: true,
});

export const envNodeRemoveCommand = defineEnvCommand({
  path: ["env", "node", "remove"],
  summary: "Remove a node pack with its packages and pins: build a generation without it, and point there",
  args: [{ name: "id", summary: "The node pack" }],
  flags: [{ name: "purge-code", summary: "Also remove its clone" }, DISCARD_FLAG, DRY_RUN_FLAG, WAIT_FLAG],
  examples: ["touchstone env node remove wind-lights --dry-run"],
  load: async () => (await import("../../engine/env/move/remove-node.ts")).envNodeRemoveVerb,
  toInput: (typed) => ({
    id: typed.word("id"),
    purgeCode: typed.isOn("purge-code"),
    discardEdits: typed.isOn("discard-edits"),
    dryRun: typed.isOn("dry-run"),
    waitMs: readWait(typed),
  }),
  render: removeText,
  exitCode: planExitCode,
  progress: true,
});

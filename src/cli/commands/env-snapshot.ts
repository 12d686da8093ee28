import { defineEnvCommand } from "../env-command.ts";
import { readWait, WAIT_FLAG } from "../env-flags.ts";
import { recoveryText, snapshotsText, snapshotText } from "../env-snapshot-text.ts";

export const envSnapshotListCommand = defineEnvCommand({
  path: ["env", "snapshot", "list"],
  summary: "List snapshots, the newest first: how far back one can go",
  examples: ["touchstone env snapshot list"],
  load: async () => (await import("../../engine/env/move/inspect-snapshots.ts")).envSnapshotListVerb,
  toInput: () => ({}),
  render: snapshotsText,
});

export const envSnapshotInspectCommand = defineEnvCommand({
  path: ["env", "snapshot", "inspect"],
  summary: "Show one snapshot and the node packs in it",
  args: [{ name: "snapshot", summary: "The snapshot, or the beginning of its id" }],
  examples: [],
  load: async () => (await import("../../engine/env/move/inspect-snapshots.ts")).envSnapshotInspectVerb,
  toInput: (typed) => ({ id: typed.word("snapshot") }),
  render: snapshotText,
});

export const envRecoverCommand = defineEnvCommand({
  path: ["env", "recover"],
  summary: "Settle what a killed command left: finish it, or take it back; other commands do so by themselves",
  flags: [WAIT_FLAG],
  examples: ["touchstone env recover"],
  load: async () => (await import("../../engine/env/hold/recover-verb.ts")).envRecoverVerb,
  toInput: (typed) => ({ waitMs: readWait(typed) }),
  render: recoveryText,
});

import { TouchstoneError } from "../../core/errors.ts";
import { defineEnvCommand } from "../env-command.ts";
import { DISCARD_FLAG, DRY_RUN_FLAG, readWait, WAIT_FLAG } from "../env-flags.ts";
import { planExitCode, promoteText } from "../env-move-text.ts";
import { txAnswerText, txText } from "../env-tx-text.ts";

const TX_ARG = [{ name: "tx", summary: "The transaction, or the beginning of its id" }];

export const envTxInspectCommand = defineEnvCommand({
  path: ["env", "tx", "inspect"],
  summary: "Show one transaction: what it changes, how its candidate behaved, its conflict",
  args: TX_ARG,
  examples: [],
  load: async () => (await import("../../engine/env/tx/inspect-tx.ts")).envTxInspectVerb,
  toInput: (typed) => ({ txid: typed.word("tx") }),
  render: txAnswerText,
});

export const envTxAbortCommand = defineEnvCommand({
  path: ["env", "tx", "abort"],
  summary: "Give a transaction up and remove its candidate; the node pack stays staged",
  args: TX_ARG,
  flags: [WAIT_FLAG],
  examples: [],
  load: async () => (await import("../../engine/env/tx/abort-tx.ts")).envTxAbortVerb,
  toInput: (typed) => ({ txid: typed.word("tx"), waitMs: readWait(typed) }),
  render: ({ tx }, paint) => txText(tx, paint),
});

export const envTxPromoteCommand = defineEnvCommand({
  path: ["env", "tx", "promote"],
  summary: "Make the candidate of a transaction production, after checking it again; `env rollback` takes it back",
  args: TX_ARG,
  flags: [
    { name: "approve-core", summary: "Approve that core packages, or what starts by itself, change; needs `--reason`" },
    { name: "reason", value: "TEXT", summary: "Why that is right; kept with the transaction" },
    { name: "allow-failed-run", summary: "Promote a candidate whose ComfyUI failed" },
    DISCARD_FLAG,
    DRY_RUN_FLAG,
    WAIT_FLAG,
  ],
  examples: [],
  load: async () => (await import("../../engine/env/move/promote.ts")).envPromoteVerb,
  toInput: (typed) => {
    const [approveCore, reason] = [typed.isOn("approve-core"), typed.flag("reason")];
    if (approveCore !== (reason !== undefined && reason.trim() !== "")) {
      throw new TouchstoneError("USAGE", "`--approve-core` and `--reason` go together", {
        hint: 'Say why: `--approve-core --reason "…"`; see docs/guides/environment.md#core',
      });
    }
    return {
      txid: typed.word("tx"),
      approveCore,
      reason,
      allowFailedRun: typed.isOn("allow-failed-run"),
      discardEdits: typed.isOn("discard-edits"),
      dryRun: typed.isOn("dry-run"),
      waitMs: readWait(typed),
    };
  },
  render: promoteText,
  exitCode: planExitCode,
  progress: true,
});

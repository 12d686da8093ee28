import type { CommandFlag } from "../command.ts";
import { defineEnvCommand } from "../env-command.ts";
import { BUILD_FLAG, readTimeout, readWait, TIMEOUT_FLAG, WAIT_FLAG } from "../env-flags.ts";
import { txAnswerText, txExitCode } from "../env-tx-text.ts";

export const URL_FLAG: CommandFlag = {
  name: "allow-url",
  value: "LINE",
  summary: "Approve this requirement line with an address, word for word as it stands in the pack",
  many: true,
};

export const envTxRunCommand = defineEnvCommand({
  path: ["env", "tx", "run"],
  summary: "Build a candidate with a staged node pack beside production, start ComfyUI in it and watch",
  args: [{ name: "node", summary: "The staged node pack; default: the only one", optional: true }],
  flags: [TIMEOUT_FLAG, BUILD_FLAG, URL_FLAG, WAIT_FLAG],
  examples: ["touchstone env tx run wind-lights"],
  load: async () => (await import("../../engine/env/tx/run-tx.ts")).envTxRunVerb,
  toInput: (typed) => ({
    nodeId: typed.word("node"),
    timeoutSeconds: readTimeout(typed),
    allowBuild: typed.flags("allow-build"),
    allowUrl: typed.flags("allow-url"),
    waitMs: readWait(typed),
  }),
  render: txAnswerText,
  exitCode: txExitCode,
  progress: true,
});

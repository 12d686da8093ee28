import { defineEnvCommand } from "../env-command.ts";
import { BUILD_FLAG } from "../env-flags.ts";
import { planEnvText } from "../env-plan-text.ts";
import { URL_FLAG } from "./env-tx-run.ts";

export const envPlanCommand = defineEnvCommand({
  path: ["env", "plan"],
  summary: "Show what the next transaction of each staged node pack would change, without building anything",
  args: [{ name: "node", summary: "The staged node pack; default: all of them, each by itself", optional: true }],
  flags: [BUILD_FLAG, URL_FLAG],
  examples: ["touchstone env plan"],
  load: async () => (await import("../../engine/env/tx/plan-env.ts")).envPlanVerb,
  toInput: (typed) => ({
    nodeId: typed.word("node"),
    allowBuild: typed.flags("allow-build"),
    allowUrl: typed.flags("allow-url"),
  }),
  render: planEnvText,
  exitCode: ({ plans }) => (plans.every(({ outcome }) => outcome === "resolves") ? 0 : 1),
  progress: true,
});

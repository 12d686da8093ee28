import { defineEnvCommand } from "../env-command.ts";
import { envStatusText } from "../env-status-text.ts";

export const envStatusCommand = defineEnvCommand({
  path: ["env", "status"],
  summary: "Show the environment at a glance: production, what waits, generations, transactions, problems, the next step",
  examples: ["touchstone env status", "touchstone env status --json"],
  load: async () => (await import("../../engine/env/status-env.ts")).envStatusVerb,
  toInput: () => ({}),
  render: envStatusText,
});

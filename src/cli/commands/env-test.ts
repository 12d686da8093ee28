import { defineEnvCommand } from "../env-command.ts";
import { acceptanceText } from "../env-health-text.ts";

export const envTestCommand = defineEnvCommand({
  path: ["env", "test"],
  summary: "Run the acceptance matrix of the environment in a scratch folder, with wheels and a ComfyUI that only pretend",
  examples: ["touchstone env test"],
  load: async () => (await import("../../engine/env/acceptance/test-env.ts")).envTestVerb,
  toInput: () => ({}),
  render: acceptanceText,
  exitCode: ({ ok }) => (ok ? 0 : 1),
  progress: true,
});

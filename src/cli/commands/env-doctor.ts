import { defineEnvCommand } from "../env-command.ts";
import { envHealthText } from "../env-health-text.ts";

export const envDoctorCommand = defineEnvCommand({
  path: ["env", "doctor"],
  summary: "Look at what the environment rests on: tools, production against its lock, node packs, model files, disk",
  examples: ["touchstone env doctor"],
  load: async () => (await import("../../engine/env/doctor-env.ts")).envDoctorVerb,
  toInput: () => ({}),
  render: envHealthText,
  exitCode: ({ ok }) => (ok ? 0 : 1),
});

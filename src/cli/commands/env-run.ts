import type { EnvStep } from "../../engine/env/env-step.ts";
import type { EnvRunAnswer } from "../../engine/env/comfyui/run-answer.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { defineEnvCommand } from "../env-command.ts";
import { runText, stopText } from "../env-run-text.ts";

export const envRunCommand: FreeCommand = {
  path: ["env", "run"],
  summary: "Start production's ComfyUI and keep it healthy until Ctrl-C; it is registered as backend `env`",
  flags: [
    {
      name: "port",
      value: "PORT",
      summary: "Where it serves on this machine; default: `run.port` of env/config.toml (8188)",
      number: true,
    },
    { name: "detach", summary: "Return as soon as it serves, and leave it running; `env stop` ends it" },
  ],
  examples: ["touchstone env run", "touchstone env run --detach"],
  async run(context) {
    const { envRunVerb } = await import("../../engine/env/comfyui/run-comfyui.ts");
    const { typed, json, paint, out } = context;
    const shown = context.caller(true);
    const caller = {
      ...shown,
      onStep: (step: unknown) => tellServing(context, step as EnvStep, () => shown.onStep?.(step as EnvStep)),
    };
    const input = { port: typed.number("port"), detach: typed.isOn("detach") };
    const answer: EnvRunAnswer = await context.call(envRunVerb, { input, caller }).finally(() => shown.finish());
    out(json ? JSON.stringify(answer) : runText(answer, paint));
    return 0;
  },
};

/** Where it serves is said at once and stays on the screen: who waits for it needs the address, and the rest is progress. */
function tellServing({ typed, talk }: CliContext, { step, about }: EnvStep, progress: () => void): void {
  if (step !== "serving") progress();
  else if (!typed.isOn("detach")) talk(`ComfyUI serves at ${about ?? "an unknown address"}; Ctrl-C stops it`);
}

export const envStopCommand = defineEnvCommand({
  path: ["env", "stop"],
  summary: "Stop the ComfyUI that `env run` started, and no other process",
  examples: ["touchstone env stop"],
  load: async () => (await import("../../engine/env/comfyui/stop-comfyui.ts")).envStopVerb,
  toInput: () => ({}),
  render: stopText,
});

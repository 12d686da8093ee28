import { defineEnvCommand } from "../env-command.ts";
import { BUILD_FLAG, PYTHON_FLAG, readFolder, readIndex, readPython, readWait, WAIT_FLAG } from "../env-flags.ts";
import { initText } from "../env-node-text.ts";

export const envInitCommand = defineEnvCommand({
  path: ["env", "init"],
  summary:
    "Bring a ComfyUI folder under transactions: its requirements and node packs become generation 1; the folder stays as it is",
  flags: [
    { name: "comfyui-dir", value: "DIR", summary: "The ComfyUI folder, which holds main.py", required: true },
    PYTHON_FLAG,
    { name: "index", value: "INDEX", summary: "Stands in the place of PyPI: an address, or a folder of wheels" },
    { name: "torch-index", value: "INDEX", summary: "Where alone torch, torchvision and torchaudio come from" },
    {
      name: "cooldown",
      value: "AGE",
      summary: "Age that a version must have to be taken, e.g. `14 days`, or `none`; default: 7 days from PyPI itself",
    },
    BUILD_FLAG,
    { name: "skip-node", value: "ID", summary: "Leave this node pack of the folder out", many: true },
    WAIT_FLAG,
  ],
  examples: ["touchstone env init --comfyui-dir ../ComfyUI"],
  load: async () => (await import("../../engine/env/init/init-env.ts")).envInitVerb,
  toInput: (typed, cwd) => ({
    comfyuiDir: readFolder(typed, "comfyui-dir", cwd),
    python: readPython(typed, cwd),
    index: readIndex(typed, "index", cwd),
    torchIndex: readIndex(typed, "torch-index", cwd),
    cooldown: typed.flag("cooldown"),
    allowBuild: typed.flags("allow-build"),
    skipNodes: typed.flags("skip-node"),
    waitMs: readWait(typed),
  }),
  render: initText,
  progress: true,
});

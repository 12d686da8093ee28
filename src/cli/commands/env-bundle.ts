import { absolutePath } from "../absolute-path.ts";
import { defineEnvCommand } from "../env-command.ts";
import { exportText, importText } from "../env-bundle-text.ts";
import { PYTHON_FLAG, readFolder, readPython, readWait, WAIT_FLAG } from "../env-flags.ts";

export const envExportCommand = defineEnvCommand({
  path: ["env", "export"],
  summary: "Write an environment as a folder: truth, code of node packs, and a digest of every file",
  args: [{ name: "out", summary: "The folder, which must not exist yet" }],
  flags: [{ name: "generation", value: "N", summary: "Which one; default: production", number: true }],
  examples: ["touchstone env export out/environment"],
  load: async () => (await import("../../engine/env/bundle/export-env.ts")).envExportVerb,
  toInput: (typed, cwd) => ({ out: absolutePath(typed.word("out") ?? "", cwd), generation: typed.number("generation") }),
  render: exportText,
});

export const envImportCommand = defineEnvCommand({
  path: ["env", "import"],
  summary: "Build a generation from a bundle, exactly as it was locked, and make it production",
  args: [{ name: "bundle", summary: "The folder that `env export` wrote" }],
  flags: [
    { name: "comfyui-dir", value: "DIR", summary: "The ComfyUI folder; needed where nothing is governed here yet" },
    PYTHON_FLAG,
    WAIT_FLAG,
  ],
  examples: ["touchstone env import out/environment"],
  load: async () => (await import("../../engine/env/bundle/import-env.ts")).envImportVerb,
  toInput: (typed, cwd) => ({
    bundle: absolutePath(typed.word("bundle") ?? "", cwd),
    comfyuiDir: readFolder(typed, "comfyui-dir", cwd),
    python: readPython(typed, cwd),
    waitMs: readWait(typed),
  }),
  render: importText,
  progress: true,
});

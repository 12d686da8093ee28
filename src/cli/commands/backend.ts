import type { BackendState } from "../../core/backends/backend-state.ts";
import { backendAddVerb, backendListVerb, backendRemoveVerb, backendSetVerb } from "../../engine/backends.ts";
import { absolutePath } from "../absolute-path.ts";
import { backendRow } from "../backend-text.ts";
import { type CommandFlag, defineCommand, type Typed } from "../command.ts";
import type { Paint } from "../paint.ts";
import { formatTable } from "../table.ts";

const FLAGS: readonly CommandFlag[] = [
  { name: "slots", value: "N", number: true, summary: "Renders of this project that it holds at once: 1 or 2 (default)" },
  { name: "checkpoints", value: "IDS", summary: "The only checkpoints it is given, e.g. `pony,copax`; default: any" },
  { name: "models-dir", value: "DIR", summary: "Its model folder on this machine, so that files are checked by SHA-256" },
];

export const backendListCommand = defineCommand({
  path: ["backend", "list"],
  summary: "List renderers: health, version, queue, checkpoint in memory",
  examples: ["touchstone backend list", "touchstone backend list --json"],
  verb: backendListVerb,
  toInput: () => ({ refresh: true }),
  render: ({ backends }, paint) => table(backends, paint),
});

export const backendAddCommand = defineCommand({
  path: ["backend", "add"],
  summary: "Add a ComfyUI server to those that this machine offers to the project",
  args: [{ name: "url", summary: "Where it answers, e.g. http://127.0.0.1:8188" }],
  flags: [{ name: "id", value: "ID", summary: "Id of the backend; default: from host and port" }, ...FLAGS],
  examples: ["touchstone backend add http://127.0.0.1:8188"],
  verb: backendAddVerb,
  toInput: (typed, cwd) => ({ url: typed.word("url"), id: typed.flag("id"), ...readFlags(typed, cwd) }),
  render: ({ backend }, paint) => `${paint.good("✓")} added ${backend.id}\n${table([backend], paint)}`,
});

export const backendSetCommand = defineCommand({
  path: ["backend", "set"],
  summary: "Change how the project uses a ComfyUI server",
  args: [{ name: "backend", summary: "Id of the backend" }],
  flags: [
    { name: "enable", summary: "Use it" },
    { name: "disable", summary: "Keep it in the list, and do not use it" },
    ...FLAGS,
    { name: "any-checkpoint", summary: "Give it renders of every checkpoint" },
    { name: "forget-models-dir", summary: "Trust its model files by name" },
  ],
  examples: ["touchstone backend set 127-0-0-1-8188 --disable", "touchstone backend set 127-0-0-1-8188 --enable --slots 1"],
  verb: backendSetVerb,
  toInput: (typed, cwd) => {
    const { slots, checkpoints, modelsDir } = readFlags(typed, cwd);
    return {
      backend: typed.word("backend"),
      enabled: typed.isOn("enable") ? true : typed.isOn("disable") ? false : undefined,
      slots,
      checkpoints: typed.isOn("any-checkpoint") ? null : checkpoints,
      modelsDir: typed.isOn("forget-models-dir") ? null : modelsDir,
    };
  },
  render: ({ backend }, paint) => `${paint.good("✓")} changed ${backend.id}\n${table([backend], paint)}`,
});

export const backendRemoveCommand = defineCommand({
  path: ["backend", "remove"],
  summary: "Take a ComfyUI server out of those that this machine offers to the project",
  args: [{ name: "backend", summary: "Id of the backend" }],
  examples: ["touchstone backend remove 127-0-0-1-8188"],
  verb: backendRemoveVerb,
  toInput: (typed) => ({ backend: typed.word("backend") }),
  render: ({ removed }, paint) => `${paint.good("✓")} removed ${removed}`,
});

function readFlags(typed: Typed, cwd: string) {
  const modelsDir = typed.flag("models-dir");
  return {
    slots: typed.number("slots"),
    checkpoints: typed
      .flag("checkpoints")
      ?.split(",")
      .map((id) => id.trim()),
    modelsDir: modelsDir === undefined ? undefined : absolutePath(modelsDir, cwd),
  };
}

function table(backends: readonly BackendState[], paint: Paint): string {
  return formatTable(
    backends.map((state) => backendRow(state, paint)),
    paint.columns,
  );
}

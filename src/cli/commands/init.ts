import { relative, resolve } from "node:path";
import { initVerb } from "../../engine/init.ts";
import type { FreeCommand } from "../command.ts";
import { counted } from "../words.ts";
import { wrapText } from "../wrap-text.ts";

export const initCommand: FreeCommand = {
  path: ["init"],
  summary: "Start a project in a folder",
  args: [{ name: "dir", summary: "The folder; default: this one", optional: true }],
  flags: [
    { name: "id", value: "ID", summary: "Id of the project; default: made from the folder's name" },
    { name: "title", value: "TEXT", summary: "Name for people" },
    { name: "template", value: "NAME", summary: "starter (default), sdxl for a ComfyUI server, or wickwater, the sample game" },
  ],
  examples: ["touchstone init my-game"],
  async run({ typed, cwd, project, json, paint, callAt, caller, out }) {
    const dir = resolve(cwd, typed.word("dir") ?? project ?? ".");
    const input = { id: typed.flag("id"), title: typed.flag("title"), template: typed.flag("template") };
    const made = await callAt(dir)(initVerb, { input, caller: caller(false) });
    const where = `${paint.good("✓")} ${counted(made.files.length, "file")} in ${paint.bold(made.projectDir)}`;
    const said = wrapText(where, { columns: paint.columns, indent: 2 });
    out(json ? JSON.stringify(made) : `${said}\n\nNext:\n${nextSteps(relative(cwd, dir), made.files)}`);
    return 0;
  },
};

/** The command lines that lead from a new project to its first asset, and to its first trials. */
function nextSteps(dir: string, files: readonly string[]): string {
  const spec = files.map((file) => /^specs\/(.+)\.yaml$/.exec(file)?.[1]).find((id) => id !== undefined);
  const enter = dir === "" ? [] : [`cd ${/^[\w./-]+$/.test(dir) ? dir : `"${dir}"`}`];
  const make = spec === undefined ? [] : [`touchstone plan ${spec}`, `touchstone spec ready ${spec}`, `touchstone make ${spec}`];
  const hasScenario = files.some((file) => /^scenarios\/.+\.scenario\.yaml$/.test(file));
  const tryOut = hasScenario ? ["touchstone trial run scenarios"] : [];
  return [...enter, ...make, ...tryOut].map((line) => `  ${line}`).join("\n");
}

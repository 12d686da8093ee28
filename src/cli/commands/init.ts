import { resolve } from "node:path";
import { callVerb } from "../../engine/call-verb.ts";
import { initVerb } from "../../engine/init.ts";
import type { FreeCommand } from "../command.ts";
import { counted } from "../words.ts";

export const initCommand: FreeCommand = {
  path: ["init"],
  summary: "Start a project in a folder",
  args: [{ name: "dir", summary: "The folder; default: this one", optional: true }],
  flags: [
    { name: "id", value: "ID", summary: "Id of the project; default: made from the folder's name" },
    { name: "title", value: "TEXT", summary: "Name for people" },
    { name: "template", value: "NAME", summary: "starter (default) or wickwater, the sample game" },
  ],
  examples: ["touchstone init my-game"],
  async run({ typed, cwd, json, paint, openAt, caller, out }) {
    const dir = resolve(cwd, typed.word("dir") ?? ".");
    const input = { id: typed.flag("id"), title: typed.flag("title"), template: typed.flag("template") };
    const made = await callVerb(initVerb, { input, caller: caller(false), withStudio: openAt(dir) });
    const next = `Next: touchstone spec ready --all --project ${dir} && touchstone make lantern --project ${dir}`;
    out(
      json
        ? JSON.stringify(made)
        : `${paint.good("✓")} ${counted(made.files.length, "file")} in ${paint.bold(made.projectDir)}\n${next}`,
    );
    return 0;
  },
};

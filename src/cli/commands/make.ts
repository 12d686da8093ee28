import { combineExitCodes } from "../../core/errors.ts";
import { makeVerb } from "../../engine/make.ts";
import { BACKEND_FLAG } from "../backend-flag.ts";
import { defineCommand } from "../command.ts";
import { madeExitCode, madeRow } from "../made-text.ts";
import { formatTable } from "../table.ts";

export const makeCommand = defineCommand({
  path: ["make"],
  summary: "Make the assets of ready specs",
  args: [{ name: "specs", summary: "Ids of ready specs", many: true }],
  flags: [
    { name: "again", summary: "Make a new version even if an equal one exists" },
    { name: "priority", value: "KIND", summary: "interactive (default), review, normal or automation" },
    BACKEND_FLAG,
  ],
  examples: ["touchstone make emberhook-icon", "touchstone make tidestone lamphouse-key --json"],
  verb: makeVerb,
  progress: true,
  toInput: (typed) => ({
    specs: typed.words("specs"),
    again: typed.isOn("again"),
    priority: typed.flag("priority"),
    backend: typed.flag("backend"),
  }),
  render: ({ jobs }, paint) =>
    formatTable(
      jobs.map((job) => madeRow(job, paint)),
      paint.columns,
    ),
  exitCode: ({ jobs }) => combineExitCodes(jobs.map(madeExitCode)),
});

import { resolve } from "node:path";
import { combineExitCodes, FAILURES } from "../../core/errors.ts";
import type { ScenarioValidation } from "../../engine/trials/validate-scenarios.ts";
import type { FreeCommand } from "../command.ts";
import type { Paint } from "../paint.ts";
import { describeProblem } from "../report-error.ts";
import { counted } from "../words.ts";

export const trialValidateCommand: FreeCommand = {
  path: ["trial", "validate"],
  summary: "Check scenarios, and what they include and name, without running anything",
  args: [{ name: "paths", summary: "Scenarios, or folders that are searched for *.scenario.yaml", many: true }],
  examples: ["touchstone trial validate scenarios"],
  async run({ typed, cwd, json, paint, out }) {
    const { validateScenarios } = await import("../../engine/trials/validate-scenarios.ts");
    const paths = typed.words("paths").map((name) => ({ path: resolve(cwd, name), name }));
    const validation = await validateScenarios(paths);
    out(json ? JSON.stringify(validation) : validationText(validation, paint));
    const problems = validation.files.flatMap((file) => file.problems);
    return combineExitCodes(problems.map(({ code }) => FAILURES[code].exit));
  },
};

function validationText({ ok, files }: ScenarioValidation, paint: Paint): string {
  const lines = files.flatMap(({ problems, warnings }) => [
    ...problems.map((problem) => `${paint.bad("✕")}${describeProblem(problem, paint).slice(1)}`),
    ...warnings.map((problem) => `${paint.ask("!")}${describeProblem(problem, paint).slice(1)}`),
  ]);
  const broken = files.filter(({ problems }) => problems.length > 0);
  const end = ok
    ? `${paint.good("✓")} ${counted(files.length, "scenario")} valid`
    : paint.bad(`${counted(broken.length, "scenario")} of ${files.length} cannot be run`);
  // What is wrong with the project is wrong for each of its scenarios.
  return [...new Set(lines), end].join("\n");
}

import { resolve } from "node:path";
import type { SuiteInput, SuiteOutput } from "../../engine/playtest/suite-task.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { isCi } from "../is-ci.ts";
import { suiteText } from "../suite-text.ts";
import { callPlayThread } from "../use-play-thread.ts";

export const playtestSuiteCommand: FreeCommand = {
  path: ["playtest", "suite"],
  summary: "Play every pov and category of a suite, and judge what it asserts",
  args: [{ name: "file", summary: "A suite, or a bare plan" }],
  flags: [
    { name: "golden-dir", value: "DIR", summary: "Write each trace there under its golden's name; in CI none is written" },
    { name: "out", value: "DIR", summary: "Write each trace there under the name of its run" },
    { name: "seed-offset", value: "N", summary: "Seed of the first category of each pov; default: the suite's", number: true },
    { name: "workflow", value: "NAME", summary: "A label for the traces; default: the suite's" },
    { name: "heavy", summary: "Save and restore before every step: digests must stay the same" },
  ],
  examples: ["touchstone playtest suite suites/wickwater.suite.yaml --out out/suite"],
  async run(context) {
    const [suite] = await callPlayThread(context, "suite", readInput(context));
    if (suite === undefined) throw new TypeError("one suite was asked for");
    const { traces: _traces, ...answer } = suite;
    context.out(context.json ? JSON.stringify(answer) : suiteText(suite, context.paint));
    return exitCodeOf(suite);
  },
};

/** 5 where a golden is missing and everything else is well. Source: architecture, Errors. */
function exitCodeOf({ ok, cells, assertions, goldens }: SuiteOutput): number {
  if (ok) return 0;
  const isWell = cells.every((cell) => cell.ok) && assertions.every(({ outcome }) => outcome === "holds");
  return isWell && goldens?.kept.length === 0 ? 5 : 1;
}

function readInput({ typed, cwd, version }: CliContext): SuiteInput {
  const file = typed.word("file") ?? "";
  const at = (name: string): string | null => {
    const path = typed.flag(name);
    return path === undefined ? null : resolve(cwd, path);
  };
  return {
    suites: [{ path: resolve(cwd, file), name: file }],
    seedOffset: typed.number("seed-offset") ?? null,
    workflow: typed.flag("workflow") ?? null,
    out: at("out"),
    goldenDir: at("golden-dir"),
    keepsGoldens: isCi(process.env),
    heavy: typed.isOn("heavy"),
    wantsTraces: false,
    touchstone: version,
  };
}

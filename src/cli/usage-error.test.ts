import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { COMMANDS } from "./command-table.ts";
import { usageError } from "./usage-error.ts";

/** What the parser says, the command line, and what a person reads instead. */
const CASES: readonly [said: string, line: string, message: string, page: string][] = [
  [
    "error: unknown command 'plna'\n(Did you mean plan?)",
    "plna",
    "unknown command `plna`: did you mean `plan`?",
    "touchstone --help",
  ],
  [
    "error: unknown command 'lst'\n(Did you mean list?)",
    "spec lst",
    "unknown command `lst`: did you mean `list`?",
    "touchstone spec --help",
  ],
  [
    "error: unknown option '--jsn'\n(Did you mean --json?)",
    "plan x --jsn",
    "unknown option `--jsn`: did you mean `--json`?",
    "touchstone plan --help",
  ],
  [
    "error: missing required argument 'version'",
    "asset show",
    "missing required argument `version`",
    "touchstone asset show --help",
  ],
  [
    "error: option '--variant <N>' argument '0.5' is invalid. It must be a whole number.",
    "asset export V --variant 0.5",
    "option `--variant <N>` argument `0.5` is invalid: it must be a whole number",
    "touchstone asset export --help",
  ],
];

test.each(CASES)("%s", (...[said, line, message, page]) => {
  const error = usageError(new CommanderError(1, "commander.test", said), line.split(" "), COMMANDS);
  expect([error.code, error.message, error.hint]).toEqual(["USAGE", message, `See \`${page}\``]);
});

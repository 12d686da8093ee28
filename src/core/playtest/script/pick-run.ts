import { suggest } from "../../authored/nearest.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import { TouchstoneError } from "../../errors.ts";
import type { ScriptRun } from "./script.ts";

/**
 * The run of a script that is meant.
 *
 * @param name  As `run:` names it; null: the script's only one.
 * Codes: INPUT_INVALID when there is no such run, or several and none is named.
 */
export function pickRun(runs: readonly ScriptRun[], name: string | null): ScriptRun {
  const found = name === null ? runs : runs.filter((run) => run.name === name);
  const [run] = found;
  if (run !== undefined && found.length === 1) return run;
  const names = runs.map((each) => each.name);
  const file = runs[0]?.place.file ?? "";
  if (run !== undefined) {
    const which = name === null ? `${runs.length} runs` : `several runs called \`${quoteForMessage(name)}\``;
    throw new TouchstoneError("INPUT_INVALID", `\`${file}\` has ${which}`, {
      hint: `Name one, e.g. \`${file}#${names[0] ?? ""}\``,
    });
  }
  const asked = name ?? "";
  throw new TouchstoneError("INPUT_INVALID", `\`${file}\` has no run \`${quoteForMessage(asked)}\`${suggest(asked, names)}`, {
    hint: `Use one of ${names.map((each) => `\`${each}\``).join(", ")}`,
  });
}

import type { CommanderError } from "commander";
import { TouchstoneError } from "../core/errors.ts";
import type { Command } from "./command.ts";

/**
 * What the parser refused, in the words and with the code of every other failure.
 *
 * @param argv  The command line, to name the help page that belongs to it.
 */
export function usageError(error: CommanderError, argv: readonly string[], commands: readonly Command[]): TouchstoneError {
  const [sentence = "", ...rest] = error.message.replace(/^error: /, "").split("\n");
  const nearest = /\(Did you mean (?:one of )?(.*)\?\)/.exec(rest.join(" "))?.[1];
  const message = sentence
    .replace(/\.$/, "")
    .replace(/\. ([A-Z])/, (_, letter: string) => `: ${letter.toLowerCase()}`)
    .replaceAll(/'([^']*)'/g, "`$1`");
  const question = nearest === undefined ? "" : `: did you mean \`${nearest}\`?`;
  const page = ["touchstone", ...helpPage(argv, commands), "--help"].join(" ");
  return new TouchstoneError("USAGE", `${message}${question}`, { hint: `See \`${page}\`` });
}

/** Words of the longest path of a command, e.g. `env tx run`. */
const DEEPEST = 3;

/** The longest beginning of the line that names a command or a group of commands. */
function helpPage(argv: readonly string[], commands: readonly Command[]): readonly string[] {
  const words = argv.filter((word) => !word.startsWith("-")).slice(0, DEEPEST);
  const isKnown = (length: number): boolean =>
    commands.some(({ path }) => words.slice(0, length).every((word, index) => path[index] === word));
  const length = [3, 2, 1].find((each) => words.length >= each && isKnown(each)) ?? 0;
  return words.slice(0, length);
}

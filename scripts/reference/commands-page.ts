import { COMMON_FLAGS } from "../../src/cli/build-program.ts";
import { COMMANDS } from "../../src/cli/command-table.ts";
import type { Command, CommandArgument, CommandFlag } from "../../src/cli/command.ts";
import { code, renderPage, renderTable, type Page } from "./markdown.ts";

/** `commands.md`: every command with its words, flags and examples. */
export function renderCommands(): Page {
  const contents = COMMANDS.map((command) => [`[${nameOf(command)}](#${nameOf(command).replaceAll(" ", "-")})`, command.summary]);
  return renderPage("commands.md", "Commands", [
    INTRODUCTION,
    renderTable(["command", "purpose"], contents),
    "## Flags of every command",
    renderFlags(COMMON_FLAGS),
    ...COMMANDS.map(renderCommand),
  ]);
}

const INTRODUCTION = `\`touchstone <noun> <verb>\`. Data goes to stdout, talk to stderr. What the exit codes mean is one table for all
commands: [failures and exit codes](errors.md).`;

function nameOf(command: Command): string {
  return command.path.join(" ");
}

function renderCommand(command: Command): string {
  const { args = [], flags = [], examples } = command;
  const words = args.map((argument) => [code(argument.name.toUpperCase()), argument.summary]);
  return [
    `## ${nameOf(command)}`,
    `${command.summary}.`,
    `\`\`\`\n${["touchstone", nameOf(command), ...args.map(showArgument), ...flags.map(showFlag)].join(" ")}\n\`\`\``,
    ...(args.length === 0 ? [] : [renderTable(["argument", "meaning"], words)]),
    ...(flags.length === 0 ? [] : [renderFlags(flags)]),
    ...(examples.length === 0 ? [] : [`Examples:\n\n\`\`\`sh\n${examples.join("\n")}\n\`\`\``]),
  ].join("\n\n");
}

function renderFlags(flags: readonly CommandFlag[]): string {
  return renderTable(
    ["flag", "meaning"],
    flags.map((flag) => [code(spell(flag)), summaryOf(flag)]),
  );
}

function summaryOf({ summary, env }: CommandFlag): string {
  return env === undefined ? summary : `${summary}; the environment variable ${code(env)} stands for it`;
}

function showArgument({ name, optional, many }: CommandArgument): string {
  const text = `${name.toUpperCase()}${many === true ? "..." : ""}`;
  return optional === true ? `[${text}]` : text;
}

function showFlag(flag: CommandFlag): string {
  return flag.required === true ? spell(flag) : `[${spell(flag)}]${flag.many === true ? "..." : ""}`;
}

function spell({ name, short, value }: CommandFlag): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

import { Command as Program, InvalidArgumentError, Option } from "commander";
import type { Command, CommandArgument, CommandFlag, Typed } from "./command.ts";

/** Flags that every command takes. */
export const COMMON_FLAGS: readonly CommandFlag[] = [
  { name: "project", value: "DIR", summary: "The project's own folder; default: the nearest one upwards with touchstone.yaml" },
  { name: "json", summary: "Print data as JSON on stdout" },
  { name: "quiet", short: "q", summary: "Say nothing but the answer" },
  { name: "no-color", summary: "No colours" },
];

type Action = (command: Command, typed: Typed) => Promise<void>;

/** Builds the parser from the command table. */
export function buildProgram(commands: readonly Command[], version: string, action: Action): Program {
  const program = new Program("touchstone")
    .description("Make game assets by decisions that can be explained, replayed, compared and judged")
    .exitOverride()
    .showSuggestionAfterError(true)
    // What is wrong is said once, by the caller, like every other failure.
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ showGlobalOptions: true })
    .helpOption("-h, --help", "Show what a command does and takes")
    .helpCommand("help [command]", "Show what a command does and takes")
    .version(version, "-V, --version", "Print the version");
  const groups = new Map<string, Program>();
  for (const command of commands) {
    const parent = groupOf(program, groups, command.path.slice(0, -1));
    addCommand(parent, command.path.at(-1) ?? "", { command, action });
  }
  return program;
}

/** The group that holds commands whose path begins with `nouns`; it is made at its first command. */
function groupOf(program: Program, groups: Map<string, Program>, nouns: readonly string[]): Program {
  const noun = nouns.at(-1);
  if (noun === undefined) return program;
  const name = nouns.join(" ");
  const known = groups.get(name);
  if (known !== undefined) return known;
  const made = groupOf(program, groups, nouns.slice(0, -1))
    .command(noun)
    .exitOverride()
    .helpCommand(false)
    .description(GROUPS[name] ?? "");
  groups.set(name, made);
  return made;
}

const GROUPS: Readonly<Record<string, string>> = {
  spec: "What assets must be",
  asset: "What was made",
  job: "Work: what runs, waits or failed",
  event: "The project's stream of facts",
  lora: "LoRAs of the project",
  backend: "Renderers of the project on this machine",
  playtest: "Stories played without a screen",
  trace: "Recorded plays and trials",
  trial: "Agents run many times against scenarios, recorded, replayed and judged",
  env: "ComfyUI's Python environment, which changes only by transactions",
  "env node": "Node packs of the environment",
  "env tx": "Transactions: candidates that are built and observed beside production",
  "env snapshot": "Checkpoints of the environment's truth",
};

function addCommand(parent: Program, name: string, { command, action }: { command: Command; action: Action }): void {
  const made = parent.command(name).exitOverride().description(command.summary);
  for (const argument of command.args ?? []) made.argument(argumentText(argument), argument.summary);
  for (const flag of [...(command.flags ?? []), ...COMMON_FLAGS]) addFlag(made, flag);
  const examples = command.examples.map((example) => `  $ ${example}`).join("\n");
  if (examples !== "") made.addHelpText("after", `\nExamples:\n${examples}`);
  made.action(async (...received: unknown[]) => {
    const options = made.opts<Record<string, unknown>>();
    await action(command, readTyped(command, received, options));
  });
}

function argumentText({ name, optional, many }: CommandArgument): string {
  const text = many === true ? `${name}...` : name;
  return optional === true ? `[${text}]` : `<${text}>`;
}

function addFlag(program: Program, flag: CommandFlag): void {
  const short = flag.short === undefined ? "" : `-${flag.short}, `;
  const text = `${short}--${flag.name}${flag.value === undefined ? "" : ` <${flag.value}>`}`;
  const option = new Option(text, flag.summary).makeOptionMandatory(flag.required === true);
  if (flag.env !== undefined) option.env(flag.env);
  if (flag.many === true) option.argParser<readonly string[] | undefined>((text, before) => [...(before ?? []), text]);
  program.addOption(flag.number === true ? option.argParser(readNumber) : option);
}

function readNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || text.trim() === "") throw new InvalidArgumentError("It must be a whole number.");
  return value;
}

function readTyped(command: Command, received: readonly unknown[], options: Readonly<Record<string, unknown>>): Typed {
  const words = new Map((command.args ?? []).map((argument, index) => [argument.name, received[index]]));
  const option = (name: string): unknown => options[camelCase(name)];
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  const fromVariables = new Set((command.flags ?? []).flatMap(({ name, env }) => (env === undefined ? [] : [name])));
  return {
    word: (name) => text(words.get(name)),
    words: (name) => (words.get(name) as readonly string[] | undefined) ?? [],
    flag: (name) => (fromVariables.has(name) && option(name) === "" ? undefined : text(option(name))),
    flags: (name) => (option(name) as readonly string[] | undefined) ?? [],
    number: (name) => option(name) as number | undefined,
    isOn: (name) => (name.startsWith("no-") ? option(name.slice(3)) === false : option(name) === true),
  };
}

/** Commander names options in camelCase. */
function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

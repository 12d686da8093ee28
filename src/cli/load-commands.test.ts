import { expect, test } from "vitest";
import { COMMANDS } from "./command-table.ts";
import { loadCommands } from "./load-commands.ts";

test("each command of trials and of the environment is loaded alone, and is the one of the table", async () => {
  for (const command of COMMANDS.filter(({ path: [noun] }) => noun === "trial" || noun === "env"))
    expect(await loadCommands([...command.path, "--json"])).toEqual([command]);
});

test("what is no such command is looked for in the whole table", async () => {
  for (const argv of [["trial", "rum"], ["trial"], ["env"], ["env", "tx"], ["--help"], ["help", "trial", "run"], []])
    expect(await loadCommands(argv)).toBe(COMMANDS);
});

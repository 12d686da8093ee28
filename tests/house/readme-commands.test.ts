import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/command-table.ts";

const ROOT = path.dirname(path.dirname(import.meta.dirname));
const README = readFileSync(path.join(ROOT, "README.md"), "utf8");
const names = COMMANDS.map((command) => command.path.join(" "));

test("every command line in the readme names a command that exists, with flags that it takes", () => {
  const lines = [...README.matchAll(/touchstone ((?:[a-z]+ ?)+[^#`\n]*)/g)].map(([, words = ""]) => words.trim());
  const shown = lines.filter((line) => !line.startsWith("is "));
  expect(shown.length).toBeGreaterThan(5);
  for (const line of shown) {
    const command = COMMANDS.find(({ path: words }) => line.split(" ").slice(0, words.length).join(" ") === words.join(" "));
    expect(command, line).toBeDefined();
    const flags = [...line.matchAll(/ --([a-z-]+)/g)].map(([, flag]) => flag);
    for (const flag of flags) expect(command?.flags?.map((known) => known.name) ?? [], line).toContain(flag);
  }
});

test("the readme lists every command, and no other", () => {
  const table = README.slice(README.indexOf("## Commands"), README.indexOf("## Read on"));
  const listed = [...table.matchAll(/`([a-z]+(?: [a-z]+){0,2})(?: [A-Z.]+)?`/g)].map(([, name]) => name);
  expect(new Set(listed)).toEqual(new Set(names));
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { buildProgram } from "./build-program.ts";
import { COMMANDS } from "./command-table.ts";

const VARIABLE = "TOUCHSTONE_COMFYUI_URL";
/** A machine that runs these tests may have one. */
const ownServer = process.env[VARIABLE];

beforeEach(() => delete process.env[VARIABLE]);
afterEach(() => {
  if (ownServer === undefined) delete process.env[VARIABLE];
  else process.env[VARIABLE] = ownServer;
});

async function backendOf(line: string): Promise<unknown> {
  let input: unknown;
  const program = buildProgram(COMMANDS, "0", async (command, typed) => {
    if ("verb" in command) input = command.toInput(typed, "/");
  });
  await program.parseAsync(line.split(" "), { from: "user" });
  return (input as { backend?: unknown }).backend;
}

test.each(["make owl", "replay 0197"])("`%s` takes the flag, else the variable, else neither", async (line) => {
  expect(await backendOf(line)).toBeUndefined();
  process.env[VARIABLE] = "http://127.0.0.1:8188";
  expect(await backendOf(line)).toBe("http://127.0.0.1:8188");
  expect(await backendOf(`${line} --backend studio-pc`)).toBe("studio-pc");
});

test("a variable that is empty says nothing", async () => {
  process.env[VARIABLE] = "";
  expect(await backendOf("make owl")).toBeUndefined();
});

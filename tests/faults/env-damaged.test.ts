import { globSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { TouchstoneError } from "../../src/core/errors.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { envPromoteVerb } from "../../src/engine/env/move/promote.ts";
import { envRollbackVerb } from "../../src/engine/env/move/rollback.ts";
import { envTxRunVerb } from "../../src/engine/env/tx/run-tx.ts";
import { envStatusVerb } from "../../src/engine/env/status-env.ts";
import { envCommands } from "../support/faults/env-commands.ts";
import { linkProject } from "../support/faults/run-env.ts";
import { lookAtProduction, readPointer } from "../support/faults/env-state.ts";
import { createWorkshop, studioAt } from "../support/sample-game.ts";

type Move = "promote" | "rebuild" | "txRun";

/** Runs a command in this process: only what it says and leaves is looked at. */
async function run(move: Move, projectDir: string, words: readonly string[]): Promise<unknown> {
  const request = { caller: { by: "person" }, withStudio: studioAt(projectDir) } as const;
  const last = words.at(-1) ?? "";
  if (move === "promote") return await callVerb(envPromoteVerb, { input: { txid: last }, ...request });
  if (move === "rebuild") return await callVerb(envRollbackVerb, { input: { target: last }, ...request });
  return await callVerb(envTxRunVerb, { input: { nodeId: last }, ...request });
}

const DAMAGES: readonly (readonly [string, (file: string) => void])[] = [
  ["cut short", (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2))],
  ["empty", (file) => writeFileSync(file, "")],
  ["overwritten", (file) => writeFileSync(file, "\u0000\u0001 not what it was {")],
];

const FILES: readonly (readonly [file: string, Move, code: string])[] = [
  ["generations/3/pyproject.toml", "promote", "ENV_DAMAGED"],
  ["generations/3/uv.lock", "promote", "ENV_DAMAGED"],
  ["generations/3/nodes.json", "promote", "ENV_DAMAGED"],
  ["generations/3/manifest.json", "promote", "ENV_DAMAGED"],
  ["generations/4/pyproject.toml", "promote", "ENV_DAMAGED"],
  ["generations/4/uv.lock", "promote", "ENV_DAMAGED"],
  ["generations/4/manifest.json", "promote", "ENV_DAMAGED"],
  ["state/transactions/TXID.json", "promote", "ENV_DAMAGED"],
  ["state/staged/ropes.json", "txRun", "ENV_DAMAGED"],
  ["state/last-number", "txRun", "ENV_DAMAGED"],
  ["config.toml", "promote", "INPUT_INVALID"],
  ["snapshots/ID/uv.lock", "rebuild", "ENV_DAMAGED"],
  ["snapshots/ID/meta.json", "rebuild", "ENV_DAMAGED"],
];

/** Each file is damaged in one way, and in all ways where all is asked for: one reader reads them all. */
const WAYS = process.env["TOUCHSTONE_FAULT_CRASH_POINTS"] === "all" ? DAMAGES.length : 1;

test.each(FILES)("a damaged %s is named by %s, and stays as it is", { timeout: 60_000 }, async (name, move, code) => {
  const workshop = createWorkshop("env-damaged");
  const command = (await envCommands())[move];
  // Half of the settings may be settings too: what is left out has its default.
  const damages = name === "config.toml" ? DAMAGES.slice(1) : DAMAGES;
  const first = FILES.findIndex(([file]) => file === name);
  for (let index = 0; index < WAYS; index++) {
    const [how, damage] = damages[(first + index) % damages.length]!;
    const project = workshop.at(String(index));
    await linkProject(command.template, project);
    const file = findFile(project, name, command.words);
    const before = await lookAtProduction(project);
    breakLink(file);
    damage(file);
    const bytes = readFileSync(file, "latin1");
    const shown = path.relative(project, file);

    const failure = await run(move, project, command.words).catch((error: unknown) => error);
    expect(failure, how).toBeInstanceOf(TouchstoneError);
    const { code: found, message, place } = failure as TouchstoneError;
    expect(found, `${how}: ${message}`).toBe(code);
    expect(`${message} ${place?.file}`, how).toContain(shown);
    expect(readFileSync(file, "latin1"), how).toBe(bytes);
    if (name.startsWith("generations/3")) expect(readPointer(path.join(project, "env"))).toBe("generations/3");
    else expect(await lookAtProduction(project)).toBe(before);
  }
  workshop.remove();
});

/** A link would damage the template too. */
function breakLink(file: string): void {
  const bytes = readFileSync(file);
  rmSync(file);
  writeFileSync(file, bytes);
}

/** `ID` is the snapshot of generation 1, `TXID` the transaction of the command. */
function findFile(project: string, name: string, words: readonly string[]): string {
  const env = path.join(project, "env");
  const snapshot = globSync("snapshots/*/meta.json", { cwd: env }).find((meta) =>
    readFileSync(path.join(env, meta), "utf8").includes('"generation": 1'),
  );
  const id = path.basename(path.dirname(snapshot ?? ""));
  return path.join(env, name.replace("TXID", words.at(-1) ?? "").replace("/ID/", `/${id}/`));
}

test("an intent that cannot be read stops every change, and status tells of it", async () => {
  const workshop = createWorkshop("env-intent");
  const { promote } = await envCommands();
  const project = workshop.at("project");
  await linkProject(promote.template, project);
  const intent = path.join(project, "env", "state", "intent.json");
  writeFileSync(intent, '{"format":"touchstone.intent/1"');
  await expect(run("promote", project, promote.words)).rejects.toMatchObject({
    code: "ENV_DAMAGED",
    message: expect.stringContaining("intent.json") as string,
  });
  const status = await callVerb(envStatusVerb, { input: {}, caller: { by: "person" }, withStudio: studioAt(project) });
  expect(status.problems).toEqual([
    expect.objectContaining({ code: "ENV_DAMAGED", message: expect.stringContaining("intent.json") as string }),
  ]);
  expect(readFileSync(intent, "utf8")).toBe('{"format":"touchstone.intent/1"');
  workshop.remove();
});

test("a pointer to nothing is named, and never moved by itself", async () => {
  const workshop = createWorkshop("env-pointer");
  const { promote } = await envCommands();
  const project = workshop.at("project");
  await linkProject(promote.template, project);
  const current = path.join(project, "env", "current");
  for (const target of ["generations/77", "../elsewhere"]) {
    rmSync(current);
    symlinkSync(target, current);
    await expect(run("promote", project, promote.words), target).rejects.toMatchObject({
      message: expect.stringMatching(/current|generation 77/) as string,
    });
    expect(readPointer(path.join(project, "env"))).toBe(target);
  }
  workshop.remove();
});

test("the index of snapshots is derived: a damaged one is written anew from what there is", async () => {
  const workshop = createWorkshop("env-index");
  const { promote } = await envCommands();
  const project = workshop.at("project");
  await linkProject(promote.template, project);
  const index = path.join(project, "env", "state", "snapshots_index.json");
  const before = readFileSync(index, "utf8");
  breakLink(index);
  for (const text of ["{", "", '{"format":"touchstone.snapshots-index/1","snapshots":[]}']) {
    writeFileSync(index, text);
    const status = await callVerb(envStatusVerb, { input: {}, caller: { by: "person" }, withStudio: studioAt(project) });
    expect(status.snapshots).toBe((JSON.parse(before) as { readonly snapshots: readonly unknown[] }).snapshots.length);
  }
  await run("promote", project, promote.words);
  expect(JSON.parse(readFileSync(index, "utf8"))).toMatchObject({ format: "touchstone.snapshots-index/1" });
  workshop.remove();
});

import { existsSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPointer } from "../../src/adapters/generations/pointer.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { envTxRunVerb } from "../../src/engine/env/tx/run-tx.ts";
import { envNodeAddVerb, envNodeUpdateVerb } from "../../src/engine/env/tx/stage-node.ts";
import { listTxs } from "../support/env/list-txs.ts";
import { type GovernedProject, LOADS, openGovernedProject } from "../support/env/governed-project.ts";

let project: GovernedProject;
let url: string;

beforeAll(async () => {
  project = await openGovernedProject();
  url = project.pack("wind", { ...LOADS, "requirements.txt": "plain-lib\n", "prestartup_script.py": "" });
  await expect(project.call(envNodeAddVerb, { url })).rejects.toMatchObject({ code: "ENV_NOT_FOUND" });
  await project.init();
});
afterAll(() => project.remove());

const names = (dir: string): readonly string[] =>
  existsSync(dir) ? readdirSync(dir).filter((name) => !name.startsWith(".")) : [];

test("ids that are no folders, and addresses that are none, are refused before anything is fetched", async () => {
  for (const id of ["../x", ".git", "-x", "a/b", "", "x".repeat(101), "a\u0000b"])
    await expect(project.call(envNodeAddVerb, { url, id })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  for (const hostile of ["--upload-pack=touch owned", "ext::sh -c id", "https://me:word@example.org/x", "git@example.org:x.git"])
    await expect(project.call(envNodeAddVerb, { url: hostile, id: "x" })).rejects.toMatchObject({ code: "GIT_ADDRESS_REFUSED" });
  await expect(project.call(envNodeAddVerb, { url: "https://example.org/" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  await expect(project.call(envNodeAddVerb, { url, ref: "--output=x" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
});

test("a clone that fails leaves nothing registered", async () => {
  const missing = `${url}-not-there`;
  await expect(project.call(envNodeAddVerb, { url: missing })).rejects.toMatchObject({ code: "GIT_FAILED" });
  await expect(project.call(envNodeAddVerb, { url, ref: "no-such-branch" })).rejects.toMatchObject({ code: "GIT_FAILED" });
  expect([names(project.home.staged), names(project.home.repos)]).toEqual([[], []]);
  await expect(project.call(envTxRunVerb, {})).rejects.toMatchObject({ code: "NODE_NOT_FOUND" });
  expect(await listTxs(project.home)).toEqual([]);
});

test("a pack is staged at one commit, and its id is taken in every spelling", async () => {
  const answer = await project.call(envNodeAddVerb, { url, id: "Wind_Lights" });
  expect(answer).toMatchObject({ requirements: ["plain-lib"], notes: ["prestartup_script.py is code that runs by itself"] });
  expect(answer.staged).toMatchObject({ id: "Wind_Lights", action: "add", url });
  for (const id of ["Wind_Lights", "wind-lights", "WIND.lights"])
    await expect(project.call(envNodeAddVerb, { url, id })).rejects.toMatchObject({ code: "NODE_EXISTS" });
  // What is only staged is added still, at the commit of today.
  project.pack("wind", { "requirements.txt": "plain-lib<2\n" });
  const { staged } = await project.call(envNodeUpdateVerb, { id: "Wind_Lights" });
  expect(staged).toMatchObject({ action: "add" });
  expect(staged?.commit).not.toBe(answer.staged?.commit);
  await project.call(envNodeAddVerb, { url, id: "second" });
  await expect(project.call(envTxRunVerb, {})).rejects.toMatchObject({ code: "INPUT_INVALID" });
});

test("an index out of reach fails the transaction with uv's words, and leaves no candidate", async () => {
  renameSync(project.index.packages, `${project.index.packages}.away`);
  const failed = await project.call(envTxRunVerb, { nodeId: "second" }).catch((error: unknown) => error);
  renameSync(`${project.index.packages}.away`, project.index.packages);
  expect(failed).toMatchObject({ code: "UV_FAILED" });
  const [tx] = await listTxs(project.home);
  expect(tx).toMatchObject({ status: "failed", generation: null, failure: { code: "UV_FAILED" } });
  expect(names(project.home.generations)).toEqual(["1"]);
  expect(existsSync(project.home.intent)).toBe(false);
});

test("a person who interrupts finds production as it was, and the transaction failed", async () => {
  for (const step of ["installing", "observing"]) {
    const stop = new AbortController();
    const onStep = (told: { readonly step: string }): void => {
      if (told.step === step) stop.abort();
    };
    const caller = { by: "person", signal: stop.signal, onStep } as const;
    const request = { input: { nodeId: "second" }, caller, withStudio: project.withStudio };
    await expect(callVerb(envTxRunVerb, request)).rejects.toMatchObject({ code: "INTERRUPTED" });
    const [tx] = await listTxs(project.home);
    expect(tx).toMatchObject({ status: "failed", generation: null, failure: { code: "INTERRUPTED" } });
  }
  expect(names(project.home.generations)).toEqual(["1"]);
  expect(await readPointer(project.home)).toBe(1);
  expect(names(path.join(project.home.generations, "1/custom_nodes"))).toEqual([]);
});

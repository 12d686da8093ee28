import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AcceptanceIndex, buildAcceptanceIndex } from "../../../tests/support/env/acceptance-index.ts";
import { toolsForTests } from "../../../tests/support/env/uv-for-tests.ts";
import { renderPyproject } from "../../core/env/truth/render-pyproject.ts";
import type { Truth } from "../../core/env/truth/truth.ts";
import { checkNeeds } from "./check-needs.ts";
import { findPython } from "./find-python.ts";
import { checkLock, lockTruth } from "./lock-truth.ts";
import { readVenv } from "./read-venv.ts";
import { checkVenv, syncVenv } from "./sync-venv.ts";

let tools: Awaited<ReturnType<typeof toolsForTests>>;
let scratch: string;
let index: AcceptanceIndex;
/** Takes requests and answers none: an index that hangs. */
let silent: Server;
beforeAll(async () => {
  scratch = await mkdtemp(join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "uv-"));
  [tools, index] = await Promise.all([toolsForTests(), buildAcceptanceIndex(scratch)]);
  silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  silent.closeAllConnections();
  silent.close();
});

function truth(changes: Partial<Truth> = {}): Truth {
  const local = { name: "local", url: index.packages, format: "flat", explicit: false, default: true } as const;
  return {
    requiresPython: `==${tools.python.version.split(".").slice(0, 2).join(".")}.*`,
    environments: tools.python.markers,
    core: ["torch==2.5.1"],
    groups: { "node-a": ["calm-lib"], "node-b": ["script-lib==1.0", "pth-lib", "customize-lib"] },
    overrides: [],
    indexes: [local],
    sources: {},
    excludeNewer: null,
    buildsAllowed: [],
    ...changes,
  };
}

async function work(changes: Partial<Truth> = {}) {
  const dir = await mkdtemp(join(scratch, "generation-"));
  await writeFile(join(dir, "pyproject.toml"), renderPyproject(truth(changes)));
  return { dir, python: tools.python.path };
}

test("[UV4][UV5][UV6][UV7] what is locked is installed, all groups and nothing else, and read from the disk", async () => {
  const one = await work();
  const log = { stdout: join(one.dir, "out.log"), stderr: join(one.dir, "err.log") };
  expect(await lockTruth(tools.uv, { ...one, log })).toEqual({ kind: "locked" });
  expect(await readFile(log.stderr, "utf8")).toContain("Resolved");
  expect(await syncVenv(tools.uv, one)).toEqual({ kind: "synced" });
  const { packages, hooks } = await readVenv(join(one.dir, ".venv"));
  expect(packages.map(({ name, version }) => `${name} ${version}`)).toEqual([
    "calm-lib 1.0",
    "customize-lib 1.0",
    "numpy 2.1.0",
    "plain-lib 2.0",
    "pth-lib 1.0",
    "script-lib 1.0",
    "torch 2.5.1",
  ]);
  expect(hooks.map(({ kind, name, owner }) => `${kind} ${name} ${owner}`)).toEqual([
    "console_script script-lib script-lib",
    "pth pth_lib.pth pth-lib",
    "sitecustomize sitecustomize.py customize-lib",
  ]);
  expect([await checkLock(tools.uv, one), await checkVenv(tools.uv, one)]).toEqual([{ kind: "holds" }, { kind: "holds" }]);

  const other = await work();
  await writeFile(join(other.dir, "uv.lock"), await readFile(join(one.dir, "uv.lock")));
  await syncVenv(tools.uv, other);
  expect((await readVenv(join(other.dir, ".venv"))).hooks).toEqual(hooks);

  await writeFile(join(one.dir, ".venv", "bin", "planted"), "#!/bin/sh\n");
  await writeFile(join(await sitePackages(one.dir), "planted.pth"), "import this\n");
  await writeFile(join(await sitePackages(one.dir), "usercustomize.py"), "");
  const planted = (await readVenv(join(one.dir, ".venv"))).hooks.filter((hook) => hook.owner === null);
  expect(planted.map((hook) => hook.name)).toEqual(["planted", "planted.pth", "usercustomize.py"]);

  await rm(join(await sitePackages(one.dir), "plain_lib-2.0.dist-info"), { recursive: true });
  expect(await checkVenv(tools.uv, one)).toEqual({ kind: "failed", message: expect.stringContaining("outdated") });
  await writeFile(join(one.dir, "pyproject.toml"), renderPyproject(truth({ groups: {} })));
  expect(await checkLock(tools.uv, one)).toEqual({ kind: "failed", message: expect.stringContaining("needs to be updated") });
  expect(await syncVenv(tools.uv, one)).toEqual({ kind: "failed", message: expect.stringContaining("needs to be updated") });
});

test("[UV10] what an override keeps from a package that asks for it is told; without one there is nothing to tell", async () => {
  const one = await work({ core: [], groups: { "node-a": ["new-numpy-lib"] }, overrides: ["numpy==1.26.4"] });
  await lockTruth(tools.uv, one);
  await syncVenv(tools.uv, one);
  expect(await checkNeeds(tools.uv, one)).toEqual([{ by: "new-numpy-lib", requirement: "numpy>=2", installed: "1.26.4" }]);
  const other = await work({ core: [], groups: { "node-a": ["calm-lib"] } });
  await lockTruth(tools.uv, other);
  await syncVenv(tools.uv, other);
  expect(await checkNeeds(tools.uv, other)).toEqual([]);
});

async function sitePackages(dir: string): Promise<string> {
  return join(dir, ".venv", "lib", `python${tools.python.version.split(".").slice(0, 2).join(".")}`, "site-packages");
}

test("[UV4] versions that were locked are kept where they still fit", async () => {
  const one = await work({ groups: { "node-a": ["plain-lib<2"] } });
  await lockTruth(tools.uv, one);
  await writeFile(join(one.dir, "pyproject.toml"), renderPyproject(truth({ groups: { "node-a": ["plain-lib"] } })));
  await lockTruth(tools.uv, one);
  expect(await readFile(join(one.dir, "uv.lock"), "utf8")).toContain('version = "1.1"');
});

test("[UV5] a package is built from source only where that is allowed", async () => {
  const groups = { "node-a": ["source-only-lib"] };
  const refused = await lockTruth(tools.uv, await work({ groups }));
  expect(refused).toMatchObject({ kind: "unsolved", words: expect.stringContaining("has no usable wheels") });
  const allowed = await work({ groups, buildsAllowed: ["source-only-lib"] });
  expect(await lockTruth(tools.uv, allowed)).toEqual({ kind: "locked" });
  expect(await syncVenv(tools.uv, allowed)).toEqual({ kind: "synced" });
  expect(await checkVenv(tools.uv, allowed)).toEqual({ kind: "holds" });
});

test("[UV4] torch comes from the index that the truth names for it", async () => {
  const indexes = [
    ...truth().indexes,
    { name: "pytorch", url: index.torch, format: "flat", explicit: true, default: false } as const,
  ];
  const one = await work({ indexes, sources: { torch: "pytorch" } });
  expect(await lockTruth(tools.uv, one)).toEqual({ kind: "locked" });
  expect(await readFile(join(one.dir, "uv.lock"), "utf8")).toContain('version = "2.5.1+cu124"');
});

test("[UV4] a truth that uv cannot read, or an index that is not there, is a failure and no conflict", async () => {
  const broken = await work();
  await writeFile(join(broken.dir, "pyproject.toml"), "[project\n");
  expect(await lockTruth(tools.uv, broken)).toMatchObject({ kind: "failed", message: expect.stringContaining("TOML") });
  const gone = await work({ indexes: truth().indexes.map((one) => ({ ...one, url: join(scratch, "gone") })) });
  expect(await lockTruth(tools.uv, gone)).toMatchObject({ kind: "failed", message: expect.stringContaining("gone") });
  const offline = {
    ...tools.uv,
    variables: { ...tools.uv.variables, UV_OFFLINE: "1", UV_CACHE_DIR: join(scratch, "empty-cache") },
  };
  const far = await work({
    indexes: [{ name: "far", url: "https://127.0.0.1:1/simple", format: "simple", explicit: false, default: true }],
  });
  expect((await lockTruth(offline, far)).kind).toBe("failed");
});

test("[UV9] an abort ends uv while it waits for an index", async () => {
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/simple`;
  const one = await work({ indexes: [{ name: "silent", url, format: "simple", explicit: false, default: true }] });
  const reason = new Error("enough");
  const abort = new AbortController();
  silent.once("request", () => abort.abort(reason));
  await expect(lockTruth(tools.uv, { ...one, signal: abort.signal })).rejects.toBe(reason);
});

test("[UV3] a Python by version, by path, or the first that is new enough", async () => {
  const minor = tools.python.version.split(".").slice(0, 2).join(".");
  expect(tools.python).toMatchObject({ implementation: "CPython", version: expect.stringMatching(/^3\.\d+\.\d+$/) });
  expect(await findPython(tools.uv, tools.python.path, "/")).toEqual(tools.python);
  await symlink(tools.python.path, join(scratch, "python-of-mine"));
  expect(await findPython(tools.uv, "./python-of-mine", scratch)).toMatchObject({ version: tools.python.version });
  expect((await findPython(tools.uv, minor, "/")).version.startsWith(minor)).toBe(true);
});

test("[UV3] what is too old, or no Python, or not there, is PYTHON_UNSUITABLE", async () => {
  const hint = expect.stringContaining("environment.md#python");
  for (const wanted of ["3.99", join(scratch, "none/python"), "not a version!"])
    await expect(findPython(tools.uv, wanted, scratch), wanted).rejects.toMatchObject({ code: "PYTHON_UNSUITABLE", hint });
  const gone = { ...tools.uv, path: join(scratch, "no-uv") };
  await expect(findPython(gone, "", scratch)).rejects.toMatchObject({ code: "ENOENT" });
});

test("[UV7] a folder that is no environment, or a package that does not say its name, is damage", async () => {
  await expect(readVenv(join(scratch, "nothing"))).rejects.toMatchObject({ code: "ENV_DAMAGED" });
  const one = await work({ groups: {} });
  await lockTruth(tools.uv, one);
  await syncVenv(tools.uv, one);
  await writeFile(join(await sitePackages(one.dir), "torch-2.5.1.dist-info", "METADATA"), "Name: \n");
  await expect(readVenv(join(one.dir, ".venv"))).rejects.toThrow("`torch-2.5.1.dist-info` does not say which package it is");
});

test("[UV11] settings that uv cannot read are a failure, and not a resolution from an index that nobody named", async () => {
  const one = await work({ core: [], groups: {}, excludeNewer: "soon" });
  const failed = { kind: "failed", message: expect.stringContaining("`soon` could not be parsed") as string };
  expect(await lockTruth(tools.uv, one)).toEqual(failed);
});

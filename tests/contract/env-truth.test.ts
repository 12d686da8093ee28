import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { PythonFacts } from "../../src/adapters/uv/find-python.ts";
import type { Uv } from "../../src/adapters/uv/find-uv.ts";
import { checkLock, lockTruth } from "../../src/adapters/uv/lock-truth.ts";
import { readVenv } from "../../src/adapters/uv/read-venv.ts";
import { syncVenv } from "../../src/adapters/uv/sync-venv.ts";
import { readUvLock } from "../../src/core/env/truth/read-uv-lock.ts";
import { renderPyproject } from "../../src/core/env/truth/render-pyproject.ts";
import type { Truth } from "../../src/core/env/truth/truth.ts";
import { type AcceptanceIndex, buildAcceptanceIndex } from "../support/env/acceptance-index.ts";
import { toolsForTests } from "../support/env/uv-for-tests.ts";

const root = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? tmpdir(), "touchstone-truth-"));
let uv: Uv;
let python: PythonFacts;
let wheels: AcceptanceIndex;
let truth: Truth;

beforeAll(async () => {
  ({ uv, python } = await toolsForTests());
  wheels = await buildAcceptanceIndex(path.join(root, "wheels"));
  truth = {
    requiresPython: `==${python.version.split(".").slice(0, 2).join(".")}.*`,
    environments: python.markers,
    core: ["numpy==1.26.4", "torch==2.5.1"],
    groups: { "node-a": ["calm-lib"], "node-b": ["source-only-lib"], "node-c": ["new-numpy-lib"] },
    overrides: ["numpy==1.26.4"],
    indexes: [
      { name: "torch", url: wheels.torch, format: "flat", explicit: true, default: false },
      { name: "default", url: wheels.packages, format: "flat", explicit: false, default: true },
    ],
    sources: { torch: "torch" },
    excludeNewer: "7 days",
    buildsAllowed: ["source-only-lib"],
  };
});

async function lock(name: string, of: Truth) {
  const dir = path.join(root, name);
  mkdirSync(dir);
  writeFileSync(path.join(dir, "pyproject.toml"), renderPyproject(of));
  const work = { dir, python: python.path };
  return { work, outcome: await lockTruth(uv, work) };
}

test("[ET3][ET4] uv takes all of what a truth says", async () => {
  const { work, outcome } = await lock("whole", truth);
  expect(outcome).toEqual({ kind: "locked" });
  expect(await checkLock(uv, work)).toEqual({ kind: "holds" });
  const { packages } = readUvLock({ file: "uv.lock", text: readFileSync(path.join(work.dir, "uv.lock"), "utf8") });
  const locked = packages.map(({ name, version }) => `${name}==${version}`);
  expect(locked).toEqual([
    "calm-lib==1.0",
    "new-numpy-lib==1.0",
    // The override overrules what new-numpy-lib asks for.
    "numpy==1.26.4",
    "plain-lib==2.0",
    "source-only-lib==1.0",
    // The default index has this version too, without the CUDA build.
    "torch==2.5.1+cu124",
  ]);
  expect(packages.filter(({ isSourceOnly }) => isSourceOnly).map(({ name }) => name)).toEqual(["source-only-lib"]);
  expect(await syncVenv(uv, work)).toEqual({ kind: "synced" });
  const installed = await readVenv(path.join(work.dir, ".venv"));
  expect(installed.packages.map(({ name, version }) => `${name}==${version}`)).toEqual(locked);
});

test("[ET4] what may not be built is not even locked", async () => {
  const { outcome } = await lock("wheels-only", { ...truth, buildsAllowed: [] });
  expect(outcome).toEqual({ kind: "unsolved", words: expect.stringContaining("building from source is disabled") as string });
});

test("[ET3] no node pack moves core", async () => {
  const { outcome } = await lock("core", { ...truth, overrides: [] });
  expect(outcome).toMatchObject({ kind: "unsolved", words: expect.stringContaining("node-c") as string });
});

/** An index as PyPI's: it says when a file came, in days before now; null: it does not say. */
async function serveIndex(uploads: Readonly<Record<string, number | null>>) {
  const files = (name: string) =>
    Object.entries(uploads)
      .filter(([file]) => file.startsWith(`${name.replaceAll("-", "_")}-`))
      .map(([filename, days]) => ({
        filename,
        url: `/files/${filename}`,
        hashes: {},
        ...(days === null ? {} : { "upload-time": new Date(Date.now() - days * 86_400_000).toISOString() }),
      }));
  const server = createServer(({ url = "" }, response) => {
    const [, folder, name = ""] = url.split("/");
    if (folder === "files") return response.end(readFileSync(path.join(wheels.packages, name)));
    const body = { meta: { "api-version": "1.1" }, name, files: files(name), versions: [] };
    return response.setHeader("content-type", "application/vnd.pypi.simple.v1+json").end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/simple`, server };
}

test.each(["7 days", "P7D", new Date(Date.now() - 7 * 86_400_000).toISOString()])(
  "[ET5] with `%s` nothing younger is taken, but from an index of its own",
  async (excludeNewer) => {
    const { url, server } = await serveIndex({
      "plain_lib-1.1-py3-none-any.whl": 8,
      "plain_lib-2.0-py3-none-any.whl": 6,
      "torch-2.5.1-py3-none-any.whl": null,
    });
    const index = { url, format: "simple" } as const;
    const { work, outcome } = await lock(`limit-${excludeNewer}`, {
      ...truth,
      core: ["plain-lib", "torch"],
      groups: {},
      overrides: [],
      indexes: [
        { name: "torch", ...index, explicit: true, default: false },
        { name: "default", ...index, explicit: false, default: true },
      ],
      excludeNewer,
    });
    expect(outcome).toEqual({ kind: "locked" });
    expect(await checkLock(uv, work)).toEqual({ kind: "holds" });
    const { packages } = readUvLock({ file: "uv.lock", text: readFileSync(path.join(work.dir, "uv.lock"), "utf8") });
    expect(packages.map(({ name, version }) => `${name}==${version}`)).toEqual(["plain-lib==1.1", "torch==2.5.1"]);
    server.close();
  },
);

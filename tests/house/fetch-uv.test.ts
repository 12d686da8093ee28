import { spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readZipEntry } from "../../scripts/test/read-zip-entry.ts";
import { buildAcceptanceIndex } from "../support/env/acceptance-index.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/fetch-uv.ts");
/** Every wheel of the version that is fetched, as an index lists them, with contents that are not uv's. */
const TAGS = [
  "manylinux_2_17_x86_64.manylinux2014_x86_64",
  "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
  "macosx_10_12_x86_64",
  "macosx_11_0_arm64",
  "win_amd64",
];
const LISTING = TAGS.map((tag) => `<a href="../../files/uv-0.13.9-py3-none-${tag}.whl#sha256=0">uv</a>`).join("\n");

let scratch: string;
let mirror: Server;
let asked: (string | undefined)[][] = [];
beforeAll(async () => {
  scratch = await mkdtemp(join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "fetch-uv-"));
  mirror = createServer((request, response) => {
    asked.push([request.url, request.headers.authorization]);
    if (request.url === "/empty/uv/") response.end("<a href='x.whl'>x</a>");
    else response.end(request.url === "/simple/uv/" ? LISTING : "not uv");
  });
  await new Promise<void>((resolve) => mirror.listen(0, "127.0.0.1", resolve));
});
afterAll(() => mirror.close());

function address(path: string, user = ""): string {
  return `http://${user}127.0.0.1:${(mirror.address() as AddressInfo).port}${path}`;
}

/** Runs the script where no uv is, and reads what it says. It always ends well. */
async function fetchUv(variables: Record<string, string>): Promise<string> {
  const env = { PATH: scratch, XDG_CACHE_HOME: join(scratch, "cache"), ...variables };
  const child = spawn(process.execPath, [SCRIPT], { env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (data) => (said += String(data)));
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect(code).toBe(0);
  return said;
}

test("a wheel that is another than it was is not taken, and tests go on", async () => {
  asked = [];
  const said = await fetchUv({ UV_DEFAULT_INDEX: address("/simple/", "me:s%40cret@") });
  expect(said).toMatch(
    /uv could not be fetched: `uv-0\.13\.9-py3-none-\S+\.whl` has the digest [0-9a-f]{64} and not [0-9a-f]{64}/,
  );
  expect(said).toContain("install it, e.g. with `pip install uv`");
  expect(asked).toEqual([
    ["/simple/uv/", `Basic ${Buffer.from("me:s@cret").toString("base64")}`],
    [expect.stringMatching(/^\/files\/uv-0\.13\.9-/), undefined],
  ]);
  expect(await readdir(scratch)).not.toContain("cache");
});

test("an index that lacks it, and none at all, are said", async () => {
  expect(await fetchUv({ PIP_INDEX_URL: address("/empty") })).toMatch(/\/empty\/uv\/ does not list `uv-0\.13\.9-/);
  expect(await fetchUv({ PIP_INDEX_URL: "http://127.0.0.1:1/simple" })).toMatch(/could not be fetched: fetch failed/);
});

test("nothing is fetched where there is one that is new enough", async () => {
  const tool = join(scratch, "uv-of-mine");
  await writeFile(tool, "#!/bin/sh\necho uv 0.12.3\n");
  await chmod(tool, 0o755);
  asked = [];
  expect(await fetchUv({ TOUCHSTONE_UV: tool, PIP_INDEX_URL: address("/simple") })).toBe("");
  expect(asked).toEqual([]);
});

test("a file is read out of a wheel", async () => {
  const { packages } = await buildAcceptanceIndex(join(scratch, "index"));
  const wheel = await readFile(join(packages, "plain_lib-1.0-py3-none-any.whl"));
  expect(Buffer.from(readZipEntry(wheel, "plain_lib/__init__.py")).toString()).toContain('__version__ = "1.0"');
  expect(() => readZipEntry(wheel, "plain_lib/other.py")).toThrow("holds no `plain_lib/other.py`");
  expect(() => readZipEntry(Buffer.from("not a zip"), "x")).toThrow("no zip archive");
});

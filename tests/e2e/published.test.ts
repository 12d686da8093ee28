import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
const run = (args: readonly string[]): string =>
  execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

let dir = "";

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "touchstone-published-"));
  for (const part of ["bin", "examples", "package.json"]) cpSync(join(ROOT, part), join(dir, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(dir, "node_modules"));
  run([join(ROOT, "scripts", "build.ts"), join(dir, "dist")]);
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("a package without sources, built to JavaScript, makes an asset and proves its record", () => {
  const touchstone = (...args: string[]): unknown => JSON.parse(run([join(dir, "bin", "touchstone.js"), ...args, "--json"]));
  const project = ["--project", join(dir, "game")];
  touchstone("init", join(dir, "game"));
  const { ready } = touchstone("spec", "ready", "--all", ...project) as { ready: { spec: string }[] };
  const { jobs } = touchstone("make", ...ready.map(({ spec }) => spec), ...project) as { jobs: { status: string }[] };
  expect(jobs.map((job) => job.status)).toEqual(ready.map(() => "succeeded"));
  expect(touchstone("verify", ...project)).toMatchObject({ ok: true });
  const { assets } = touchstone("asset", "list", ...project) as { assets: { versionId: string }[] };
  const page = join(dir, "version.html");
  touchstone("trace", "view", assets[0]?.versionId ?? "", "--out", page, ...project);
  expect(readFileSync(page, "utf8")).toContain('<script type="module">');
});

test("it serves the Studio that was built with it", async () => {
  const child = spawn(process.execPath, [
    join(dir, "bin", "touchstone.js"),
    "serve",
    "--port",
    "0",
    "--project",
    join(dir, "game"),
  ]);
  const [bytes] = (await once(child.stdout, "data")) as [Buffer];
  const [url = ""] = bytes.toString().split("\n");
  const page = await (await fetch(url)).text();
  const script = /src="([^"]+\.js)"/.exec(page)?.[1] ?? "";
  expect((await fetch(new URL(script, url))).headers.get("content-type")).toContain("javascript");
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
});

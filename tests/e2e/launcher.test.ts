import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { explainMissing, isSuitable } from "../../bin/lockfile-node.js";

const ROOT = path.dirname(path.dirname(import.meta.dirname));
const LAUNCHER = path.join(ROOT, "bin", "touchstone.js");

/** Starts a process that hands over to another Node running `script`, as the launcher of an old Node does. */
function handOverTo(script: string): string[] {
  const call = `require(${JSON.stringify(path.join(ROOT, "bin", "lockfile-node.js"))}).handOver(process.execPath, ["-e", ${JSON.stringify(script)}])`;
  return ["-e", call];
}

test.each(["--version", "-V"])("%s prints the version alone", (flag) => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string };
  const result = spawnSync(process.execPath, [LAUNCHER, flag], { encoding: "utf8" });
  expect([result.stdout, result.stderr, result.status]).toEqual([`${version}\n`, "", 0]);
});

test.each(["touchstone.js", "lockfile-node.js"])("%s has no syntax newer than Node 12", (name) => {
  const source = readFileSync(path.join(ROOT, "bin", name), "utf8");
  const lower = (target: string): string => transformSync(source, { target, supported: { "dynamic-import": true } }).code;
  expect(lower("es2019")).toBe(lower("esnext"));
});

test.each([
  ["12.22.0", false],
  ["20.20.2", false],
  ["24.14.9", false],
  ["24.15.0", true],
  ["26.0.0", true],
])("Node %s is suitable: %s", (version, expected) => {
  expect(isSuitable(version)).toBe(expected);
});

test("without any suitable Node, one line says what is needed and what to do", () => {
  expect(explainMissing()).toMatch(/^touchstone: needs Node 24\.15 or newer, and this is Node [\d.]+; (run|install) .+$/);
});

describe("handing over to another Node", () => {
  test("arguments, streams and the exit code are passed through", () => {
    const script = "process.stdin.on('data', (text) => process.stdout.write(text)).on('end', () => process.exit(5))";
    const result = spawnSync(process.execPath, handOverTo(script), { encoding: "utf8", input: "tide" });
    expect([result.stdout, result.status]).toEqual(["tide", 5]);
  });

  test.each(["SIGTERM", "SIGKILL", "SIGSEGV"])("a child that dies by %s takes the launcher with it in the same way", (signal) => {
    const result = spawnSync(process.execPath, handOverTo(`process.kill(process.pid, "${signal}"); setTimeout(() => {}, 9000)`));
    expect(result.signal).toBe(signal);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s reaches the child, and its exit code comes back", async (signal) => {
    const script = `process.on("${signal}", () => process.exit(130)); setTimeout(() => process.exit(1), 9000); console.log("ready")`;
    const launcher = spawn(process.execPath, handOverTo(script), { stdio: ["pipe", "pipe", "pipe"] });
    const ended = once(launcher, "exit");
    await once(launcher.stdout, "data");
    launcher.kill(signal);
    expect(await ended).toEqual([130, null]);
  });

  test("a program that cannot be started is an infrastructure failure", () => {
    const call = handOverTo("").join(" ").replace("-e ", "").replace("process.execPath", `"no-such-node"`);
    const result = spawnSync(process.execPath, ["-e", call], { encoding: "utf8" });
    expect(result.status).toBe(3);
    expect(result.stderr).toContain("touchstone: cannot start no-such-node");
  });
});

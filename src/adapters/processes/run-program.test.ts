import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { identify } from "./process-identity.ts";
import { type ProgramCall, runProgram } from "./run-program.ts";

const dir = mkdtempSync(join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "run-program-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Node is there wherever tests run. */
const run = async (script: string, more: Partial<ProgramCall> = {}) =>
  await runProgram({ program: process.execPath, args: ["-e", script], cwd: dir, variables: {}, ...more });

test("[PS1] arguments, folder and variables are those that are given", async () => {
  const script = "console.log(JSON.stringify([process.argv.slice(1), process.cwd(), process.env.HOME ?? '', process.env.OURS]))";
  const args = ["-e", script, "--", "$(whoami) `x`; rm", "*", ""];
  const end = await runProgram({ program: process.execPath, args, cwd: dir, variables: { OURS: "1" } });
  expect(JSON.parse(end.stdout)).toEqual([["$(whoami) `x`; rm", "*", ""], dir, "", "1"]);
  expect((await run("process.stdin.on('data', () => {}).on('end', () => console.log('empty'))")).stdout).toBe("empty\n");
});

test("[PS2] an end is an answer, and a program that is not there a failure", async () => {
  const pids: number[] = [];
  const seven = await run("console.log(process.pid); process.exit(7)", { onStart: (pid) => void pids.push(pid) });
  expect(seven).toMatchObject({ exitCode: 7, signal: null, timedOut: false, stdout: `${pids[0]}\n` });
  expect(await run("process.kill(process.pid, 'SIGKILL')")).toMatchObject({ exitCode: null, signal: "SIGKILL" });
  await expect(run("", { program: "no-such-program" })).rejects.toMatchObject({ code: "ENOENT" });
  await expect(run("", { cwd: join(dir, "gone") })).rejects.toMatchObject({ code: "ENOENT" });
  writeFileSync(join(dir, "plain"), "");
  await expect(run("", { program: join(dir, "plain") })).rejects.toMatchObject({ code: "EACCES" });
});

test("[PS3] the last bytes are kept, and lines are told whole", async () => {
  const told: string[] = [];
  const script =
    "process.stdout.write('one\\r\\ntw'); setTimeout(() => process.stdout.write('ö\\nthree'), 20); console.error('E')";
  const end = await run(script, { maxBytes: 5, onLine: (line, stream) => void told.push(`${stream}: ${line}`) });
  expect(end).toMatchObject({ stdout: "three", isCut: true, stderr: "E\n" });
  expect(told.toSorted()).toEqual(["stderr: E", "stdout: one", "stdout: three", "stdout: twö"]);
  expect(await run("console.log('x'.repeat(10))", { maxBytes: 11 })).toMatchObject({ isCut: false });
  const long = await run("process.stdout.write('x'.repeat(5e6) + 'end')", { onLine: (line) => void told.push(line) });
  expect(long).toMatchObject({ isCut: true });
  expect(long.stdout.length).toBe(4 * 1024 * 1024);
  expect(long.stdout.endsWith("xend")).toBe(true);
  expect(Math.max(...told.map((line) => line.length))).toBeLessThan(200_000);
});

const STUBBORN = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('ready')";
/** Prints the number of a child that takes no notice, and goes on. */
const PARENT = `const c = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(STUBBORN)}], { stdio: ['ignore', 'pipe', 'ignore'] });
c.stdout.once('data', () => console.log(c.pid)); `;

test("[PS4] at the time limit it ends", async () => {
  const end = await run("setInterval(() => {}, 1000)", { timeoutMs: 100 });
  expect(end).toMatchObject({ timedOut: true, exitCode: null, signal: "SIGTERM" });
});

test("[PS4] an abort ends the whole group, the stubborn by force, and throws its reason", async () => {
  const reason = new Error("enough");
  const stop = new AbortController();
  const told: number[] = [];
  const onLine = (line: string): void => {
    told.push(Number(line));
    stop.abort(reason);
  };
  const script = `${PARENT} setInterval(() => {}, 1000)`;
  await expect(run(script, { signal: stop.signal, onLine })).rejects.toBe(reason);
  expect(await isGone(told[0] ?? 0)).toBe(true);
  const again = new AbortController();
  const started = performance.now();
  await expect(run(STUBBORN, { signal: again.signal, graceMs: 20, onLine: () => again.abort(reason) })).rejects.toBe(reason);
  expect(performance.now() - started).toBeLessThan(2_000);
  await expect(run("", { signal: stop.signal })).rejects.toBe(reason);
});

test("[PS5] what a program leaves behind in its group is killed", async () => {
  const end = await run(`${PARENT} c.stdout.once('data', () => setTimeout(() => process.exit(0), 20))`);
  expect(end.exitCode).toBe(0);
  expect(await isGone(Number(end.stdout))).toBe(true);
});

test("[PS5] a stranger who holds its streams open does not hold it up", async () => {
  const script = `const c = require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3000)'], { stdio: 'inherit', detached: true });
    console.log(c.pid); process.exit(0)`;
  const startMs = performance.now();
  const end = await run(script);
  process.kill(Number(end.stdout), "SIGKILL");
  expect(end.exitCode).toBe(0);
  expect(performance.now() - startMs).toBeLessThan(2500);
});

test("[PS6] log files take both streams, up to a size", async () => {
  const log = { stdout: join(dir, "logs/out.log"), stderr: join(dir, "logs/err.log") };
  await run("console.log('out'); console.error('err')", { log });
  await run("console.log('again')", { log });
  expect(readFileSync(log.stdout, "utf8")).toBe("out\nagain\n");
  expect(readFileSync(log.stderr, "utf8")).toBe("err\n");
  const both = { stdout: join(dir, "both.log"), stderr: join(dir, "both.log") };
  await run("process.stdout.write('x'.repeat(17 * 2 ** 20)); console.error('later')", { log: both });
  await run("console.log('more')", { log: both });
  const text = readFileSync(both.stdout, "utf8");
  expect(text.length).toBeLessThan(17 * 2 ** 20);
  expect(text.trimEnd().split("\n").at(-1)).toBe("[more was said and is not kept: the log has reached its largest size]");
});

async function isGone(pid: number): Promise<boolean> {
  expect(pid).toBeGreaterThan(1);
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await identify(pid)) === null) return true;
    await sleep(10);
  }
  return false;
}

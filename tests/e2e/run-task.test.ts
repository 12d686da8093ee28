import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const ROOT = path.dirname(path.dirname(import.meta.dirname));
/** Stands for npm: notes each call, waits a little, and makes node_modules unless told to fail. */
const NPM = `
  const fs = require("node:fs");
  fs.appendFileSync("npm-calls.txt", process.argv.slice(2).join(" ") + "\\n");
  console.log("talk of npm");
  setTimeout(() => {
    if (fs.existsSync("broken-registry")) process.exit(1);
    fs.mkdirSync("node_modules", { recursive: true });
  }, 200);
`;

let folder = "";
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), "touchstone-run-")), "a checkout");
  cpSync(path.join(ROOT, "bin"), path.join(folder, "bin"), { recursive: true });
  mkdirSync(path.join(folder, "scripts"));
  cpSync(path.join(ROOT, "scripts", "run.js"), path.join(folder, "scripts", "run.js"));
  write("src/cli/main.ts", `export const main = async (args: string[]) => (console.log(JSON.stringify(args)), 0);`);
  write("package.json", `{ "type": "module", "version": "0.0.0" }`);
  write("package-lock.json", "{}");
  write("npm/npm-cli.cjs", NPM);
  write("npm/npm-cli.js", `import "./npm-cli.cjs";`);
});
afterEach(() => {
  rmSync(path.dirname(folder), { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

const environment = (): NodeJS.ProcessEnv => ({ ...process.env, npm_execpath: path.join(folder, "npm", "npm-cli.js") });
const runArguments = (...args: string[]): string[] => [path.join(folder, "scripts", "run.js"), ...args];

function run(...args: string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, runArguments(...args), { encoding: "utf8", env: environment() });
}

function npmCalls(): number {
  const file = path.join(folder, "npm-calls.txt");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;
}

describe("run.js", () => {
  test("installs once, keeps stdout for the task, and passes the arguments on", () => {
    const first = run("demo", "--no-serve", "--json");
    expect([first.stdout, first.status]).toEqual([`["demo","--no-serve","--json"]\n`, 0]);
    expect(first.stderr).toContain("talk of npm");
    const second = run("demo");
    expect([second.stderr, second.status, npmCalls()]).toEqual(["", 0, 1]);
  });

  test("a changed lockfile is installed again", () => {
    run("demo");
    write("package-lock.json", `{ "lockfileVersion": 3 }`);
    run("demo");
    expect(npmCalls()).toBe(2);
  });

  test("a failed install is exit 3, leaves no stamp, and is repeated", () => {
    write("broken-registry", "");
    const failed = run("demo");
    expect([failed.status, failed.stdout]).toEqual([3, ""]);
    expect(failed.stderr).toContain("could not be installed");
    rmSync(path.join(folder, "broken-registry"));
    expect([run("demo").status, npmCalls()]).toEqual([0, 2]);
  });

  test("two at once install once, and both do their task", async () => {
    const both = [1, 2].map(() => spawn(process.execPath, runArguments("demo"), { env: environment(), stdio: "ignore" }));
    const codes = await Promise.all(both.map(async (child) => (await once(child, "exit"))[0] as unknown));
    expect([codes, npmCalls()]).toEqual([[0, 0], 1]);
  });

  test("the lock of a process that died is taken over", () => {
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    write(".install-lock", String(dead));
    expect([run("demo").status, npmCalls()]).toEqual([0, 1]);
    expect(existsSync(path.join(folder, ".install-lock"))).toBe(false);
  });

  test("an unknown task is a usage error that lists the tasks, before anything is installed", () => {
    const result = run("dance");
    expect([result.status, npmCalls()]).toEqual([4, 0]);
    expect(result.stderr).toContain("unknown task `dance`; tasks are demo, test");
  });
});

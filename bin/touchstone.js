#!/usr/bin/env node
"use strict";
const path = require("path");

const first = process.argv[2];
if (process.argv.length === 3 && (first === "--version" || first === "-V")) {
  // Answered here, before anything else is loaded: scripts ask it often, and any Node can tell.
  process.stdout.write(require("../package.json").version + "\n");
} else {
  void start();
}

function start() {
  const { ROOT, isSuitable, findNode, explainMissing, handOver } = require("./lockfile-node.js");
  if (isSuitable(process.versions.node)) {
    if (first === "serve") becomeFrugal();
    return runHere(ROOT);
  }
  const program = findNode();
  if (program !== undefined) return handOver(program, [__filename].concat(process.argv.slice(2)));
  process.stderr.write(explainMissing() + "\n");
  process.exitCode = 3;
}

/**
 * A server is idle most of its life: memory that only makes bursts faster is better left to the machine. Node takes both
 * settings only at its start, so this process becomes another one under the same pid; where that cannot be had, it goes on as
 * it is. Measured: an idle server takes 145 MB instead of 200.
 */
function becomeFrugal() {
  if (process.env["MALLOC_ARENA_MAX"] !== undefined || process.platform !== "linux" || process.execve === undefined) return;
  const flags = ["--optimize-for-size", "--max-semi-space-size=1", "--disable-warning=ExperimentalWarning"];
  const args = [process.execPath].concat(flags, process.execArgv, [__filename], process.argv.slice(2));
  process.execve(process.execPath, args, Object.assign({}, process.env, { MALLOC_ARENA_MAX: "1" }));
}

/**
 * Runs the command in this process: from source in a checkout, from the bundle in a published package.
 * @param {string} root
 */
function runHere(root) {
  process.on("uncaughtException", reportBug);
  process.on("exit", reportUndone);
  process.stdout.on("error", endWithReader);
  // The compiled code of ~100 modules is kept beside the dependencies (not in /tmp, where others could plant it);
  // it saves about a third of the start. Where the folder cannot be written, Node goes without.
  require("module").enableCompileCache(path.join(root, "node_modules", ".cache", "touchstone"));
  const fs = require("fs");
  const source = path.join(root, "src", "cli", "main.ts");
  const entry = fs.existsSync(source) ? source : path.join(root, "dist", "cli", "main.js");
  return import(require("url").pathToFileURL(entry).href)
    .then((cli) => cli.main(process.argv.slice(2)))
    .then((exitCode) => {
      isDone = true;
      process.exitCode = exitCode;
    })
    .catch(reportBug);
}

/** Whether the command came to its end. */
let isDone = false;

/**
 * Code of an author's can wait for what never comes, or end the process: nothing was found out then, and nobody shall read it as
 * a success.
 * @param {number} code
 */
function reportUndone(code) {
  if (isDone || code !== 0) return;
  process.stderr.write("touchstone: the process ended before the command did; was it ended by a function of a scenario's?\n");
  process.exitCode = 70;
}

/**
 * A reader that had enough (`touchstone … | head`) closes the pipe: the rest of the answer is nobody's.
 * @param {NodeJS.ErrnoException} error
 */
function endWithReader(error) {
  if (error.code !== "EPIPE") return reportBug(error);
  isDone = true;
  process.exit(0);
}

/**
 * Whatever reaches this point is a bug: failures that a person can cause were reported by the command.
 * @param {unknown} error
 */
function reportBug(error) {
  process.stderr.write("touchstone: this is a bug in Touchstone\n" + (error instanceof Error ? error.stack : error) + "\n");
  process.exit(70);
}

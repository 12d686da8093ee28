import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Figure, median, round, spread } from "./figure.ts";

const ROUNDS = 31;
const LAUNCHER = fileURLToPath(new URL("../bin/touchstone.js", import.meta.url));

/** `touchstone --version` and a real command, against a bare `node -e 0` of the same Node, interleaved. */
export async function benchCli(): Promise<readonly Figure[]> {
  const older = findOlderNode();
  const figures = [figure("touchstone --version", { node: process.execPath, args: [LAUNCHER, "--version"], most: 2.5 })];
  if (older !== undefined) {
    figures.push(
      figure(`touchstone --version started by ${older.version}`, { node: older.path, args: [LAUNCHER, "--version"], most: 2.5 }),
    );
    figures.push(
      figure(`touchstone --help started by ${older.version}, which must hop`, {
        node: older.path,
        args: [LAUNCHER, "--help"],
        most: 6,
      }),
    );
  }
  return figures;
}

interface Start {
  readonly node: string;
  readonly args: readonly string[];
  readonly most: number;
}

function figure(name: string, { node, args, most }: Start): Figure {
  const bare: number[] = [];
  const ours: number[] = [];
  for (let count = 0; count < ROUNDS; count++) {
    bare.push(timeMs(node, ["-e", "0"]));
    ours.push(timeMs(node, args));
  }
  const value = median(ours);
  const ratio = value / median(bare);
  const against = { name: "node -e 0 of the same Node", value: round(median(bare)), ratio: round(ratio) };
  return {
    name,
    value: round(value),
    unit: "ms",
    against,
    target: `<= ${most} x`,
    holds: ratio <= most,
    resolution: spread(ours, "ms"),
  };
}

function timeMs(node: string, args: readonly string[]): number {
  const begun = performance.now();
  const ended = spawnSync(node, args, { stdio: "ignore" });
  if (ended.status !== 0) throw new Error(`${node} ${args.join(" ")} failed`);
  return performance.now() - begun;
}

/** The machine's own Node, where it is older than the one that runs this. */
function findOlderNode(): { path: string; version: string } | undefined {
  const folders = (process.env["PATH"] ?? "").split(":").filter((folder) => !folder.includes("node_modules"));
  for (const folder of folders) {
    const asked = spawnSync(`${folder}/node`, ["--version"], { encoding: "utf8" });
    const version = asked.stdout?.trim();
    if (asked.status === 0 && version !== process.version) return { path: `${folder}/node`, version };
  }
  return undefined;
}

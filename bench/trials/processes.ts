import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Figure, median, round, spread } from "../figure.ts";
import { inScratch } from "../sample.ts";
import { writeHello } from "./hello.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const ROUNDS = 11;
const MOST_START_S = 0.35;
const MOST_200_S = 0.9;
const MANY = 5_000;
const MOST_RSS_MB = 150;

/** The command line as it is published: its start, 200 trials, and the memory of many. */
export async function benchTrialProcesses(): Promise<readonly Figure[]> {
  return await inScratch(async (dir) => {
    buildPackage(dir);
    const { path } = writeHello(dir);
    const run = (trials: number): Ended =>
      start(dir, [launcherIn(dir), "trial", "run", path, "-n", String(trials), "-j", "4", "--json", "-q"]);
    const start1 = wall(dir, {
      name: "trial run of one trial, process from start to end",
      most: MOST_START_S,
      run: () => run(1),
    });
    const run200 = wall(dir, {
      name: "trial run of 200 trials with 3 assertions, footers synced",
      most: MOST_200_S,
      run: () => run(200),
    });
    return await Promise.resolve([start1, run200, memory(dir, run)]);
  });
}

/** The package as it is published, with the dependencies of this checkout. */
function buildPackage(dir: string): void {
  for (const part of ["bin", "package.json"]) cpSync(join(ROOT, part), join(dir, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(dir, "node_modules"));
  const built = spawnSync(process.execPath, [join(ROOT, "scripts", "build.ts"), join(dir, "dist")], { stdio: "ignore" });
  if (built.status !== 0) throw new Error("the package was not built");
}

function launcherIn(dir: string): string {
  return join(dir, "bin", "touchstone.js");
}

interface Ended {
  readonly seconds: number;
  readonly rssMb: number;
}

/** Says at its end how much memory a process took. */
const TELL_RSS = 'process.on("exit", () => process.stderr.write(`\\nrss ${process.resourceUsage().maxRSS}`))';

function start(dir: string, args: readonly string[]): Ended {
  const tell = `--import=data:text/javascript,${encodeURIComponent(TELL_RSS)}`;
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [tell, ...args], {
    cwd: mkdtempSync(join(dir, "run-")),
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe"],
  });
  const seconds = (performance.now() - begun) / 1000;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return { seconds, rssMb: Number(/rss (\d+)$/.exec(stderr)?.[1]) / 1024 };
}

interface Measured {
  readonly name: string;
  readonly most: number;
  readonly run: () => Ended;
}

function wall(dir: string, { name, most, run }: Measured): Figure {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let count = -1; count < ROUNDS; count += 1) {
    const [own, floor] = [run(), start(dir, ["-e", "0"])];
    if (count < 0) continue;
    ours.push(own.seconds);
    bare.push(floor.seconds);
  }
  const [value, floor] = [median(ours), median(bare)];
  return {
    name,
    value: round(value),
    unit: "s",
    against: { name: "node -e 0 of the same Node", value: round(floor), ratio: round(value / floor) },
    target: `<= ${most} s`,
    holds: value <= most,
    resolution: spread(ours, "s"),
  };
}

function memory(dir: string, run: (trials: number) => Ended): Figure {
  const [one, many] = [run(1), run(MANY)].map(({ rssMb }) => rssMb);
  const { rssMb: bare } = start(dir, ["-e", "0"]);
  return {
    name: `${MANY.toLocaleString("en")} trials, most memory (of one trial: ${round(one ?? 0)} MB)`,
    value: round(many ?? 0),
    unit: "MB",
    against: { name: "node -e 0 of the same Node", value: round(bare), ratio: round((many ?? 0) / bare) },
    target: `<= ${MOST_RSS_MB} MB`,
    holds: (many ?? Infinity) <= MOST_RSS_MB,
    resolution: "one process each; varies by some 5 MB",
  };
}

// Everything that must hold, in stages: `npm test` runs all of them, `npm run check` those that need no running code,
// `npm test -- lint house` the named ones. All chosen stages run, so that one look shows everything that is wrong.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { listFailures } from "./test/list-failures.ts";
import { addTallies, formatTally, tallyOf, type Tally } from "./test/tally.ts";

const ROOT = path.dirname(import.meta.dirname);
/** The whole run may take 15 minutes; a stage that needs this long has hung. */
const STAGE_LIMIT_MS = 12 * 60_000;
const FAULTS = "tests/faults";
const BROWSER = "tests/browser";
/**
 * A test runner that dies of itself has judged nothing that counts: it is said, and it is run once more. Seen once in eight
 * runs, without a core to look into. A second death is a failure.
 */
const CRASHES: ReadonlySet<string | null> = new Set(["SIGSEGV", "SIGBUS", "SIGILL"]);

interface Stage {
  readonly name: string;
  readonly isStatic: boolean;
  /** Programs to run in order, each with its arguments; the stage fails with the first that fails. */
  readonly commands: readonly (readonly [program: string, ...args: string[]])[];
  /** Whether the program is vitest, which counts tests itself. */
  readonly countsTests?: true;
}

const STAGES: readonly Stage[] = [
  {
    name: "types",
    isStatic: true,
    commands: [
      ["tsc", "-p", "tsconfig.json"],
      ["tsc", "-p", "tsconfig.core.json"],
      ["tsc", "-p", "tsconfig.studio.json"],
    ],
  },
  { name: "lint", isStatic: true, commands: [["oxlint"]] },
  { name: "format", isStatic: true, commands: [["oxfmt", "--check"]] },
  // The second run looks at the product without its tests: what only tests use is dead code too.
  { name: "unused", isStatic: true, commands: [["knip"], ["knip", "--production", "-c", "knip.product.json"]] },
  { name: "house", isStatic: true, commands: [["scripts/house.ts"]] },
  { name: "schemas", isStatic: true, commands: [["scripts/generate-schemas.ts", "--check"]] },
  { name: "reference", isStatic: true, commands: [["scripts/generate-reference.ts", "--check"]] },
  {
    name: "tests",
    isStatic: false,
    countsTests: true,
    commands: [["vitest", "run", "--exclude", `${FAULTS}/**`, "--exclude", `${BROWSER}/**`]],
  },
  {
    name: "browser",
    isStatic: false,
    countsTests: true,
    commands: [
      ["scripts/build-studio.ts", "--if-stale"],
      // A browser waits for its page as much as it works: two of them take three quarters of the time of one after another.
      // A test that takes 10 s alone has taken 30 s where other work held the cores.
      ["vitest", "run", BROWSER, "--maxWorkers", "2", "--testTimeout", "90000"],
    ],
  },
  // Much of it waits for disks, dead processes and slow servers: one worker more than two cores have takes two minutes less.
  { name: "faults", isStatic: false, countsTests: true, commands: [["vitest", "run", FAULTS, "--maxWorkers", "3"]] },
];

const scratch = mkdtempSync(path.join(tmpdir(), "touchstone-test-"));
const wanted = chooseStages(process.argv.slice(2));
if (wanted.some((stage) => !stage.isStatic)) fetchUv();
process.exitCode = runAll(wanted);
rmSync(scratch, { recursive: true });

function chooseStages(args: readonly string[]): readonly Stage[] {
  const names = args.filter((arg) => arg !== "--static");
  const unknown = names.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown !== undefined)
    throw new RangeError(`no stage \`${unknown}\`; stages are ${STAGES.map((stage) => stage.name).join(", ")}`);
  const chosen = STAGES.filter((stage) => names.length === 0 || names.includes(stage.name));
  return args.includes("--static") ? chosen.filter((stage) => stage.isStatic) : chosen;
}

/** Tests run uv for real. It says what it does, and a failure is no end: the tests that need uv say so. */
function fetchUv(): void {
  const script = path.join(ROOT, "scripts/fetch-uv.ts");
  spawnSync(process.execPath, [script], { cwd: ROOT, stdio: "inherit", env: { ...process.env, NODE_USE_ENV_PROXY: "1" } });
}

/** Runs the stages, prints the summary, whose last line is `N passed, N failed`, and returns the exit code. */
function runAll(stages: readonly Stage[]): number {
  const results = stages.map((stage) => ({ name: stage.name, ...runStage(stage) }));
  const total = addTallies(results.map((result) => result.tally));
  say("\n== summary");
  for (const { name, tally, seconds } of results) {
    say(
      `${tally.failed === 0 ? "passed" : "FAILED"}  ${name.padEnd(10)} ${formatSeconds(seconds).padStart(8)}  ${formatTally(tally)}`,
    );
  }
  for (const failure of results.flatMap(({ failures }) => failures)) say(`\n${failure}`);
  say(formatTally(total));
  return total.failed === 0 ? 0 : 1;
}

interface StageResult {
  readonly tally: Tally;
  readonly seconds: number;
  readonly failures: readonly string[];
}

function runStage(stage: Stage): StageResult {
  say(`\n== ${stage.name}`);
  const startedMs = performance.now();
  const reportFile = path.join(scratch, `${stage.name}.json`);
  const exitCodes = stage.commands.map((command) => runCommand(command, stage.countsTests === true ? reportFile : undefined));
  const isGood = exitCodes.every((code) => code === 0);
  const report = existsSync(reportFile) ? readFileSync(reportFile, "utf8") : undefined;
  const tally = tallyOf({ isGood, report });
  const seconds = (performance.now() - startedMs) / 1000;
  say(`${stage.name}: ${tally.failed === 0 ? "passed" : "FAILED"} in ${formatSeconds(seconds)}`);
  return { tally, seconds, failures: isGood || report === undefined ? [] : listFailures(report, ROOT) };
}

function runCommand(command: readonly [string, ...string[]], report: string | undefined): number {
  const first = runOnce(command, report);
  if (!CRASHES.has(first.signal)) return first.status ?? 1;
  say(`${command[0]} crashed (${first.signal}) and what it had judged is lost; it is run once more`);
  return runOnce(command, report).status ?? 1;
}

function runOnce([program, ...args]: readonly [string, ...string[]], report: string | undefined) {
  const script = program.endsWith(".ts") ? path.join(ROOT, program) : findTool(program);
  const reporting = report === undefined ? [] : ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const result = spawnSync(process.execPath, [script, ...args, ...reporting], {
    cwd: ROOT,
    stdio: "inherit",
    timeout: STAGE_LIMIT_MS,
  });
  if (result.signal !== null) say(`ended by ${result.signal}`);
  return { status: result.status, signal: result.signal };
}

/** The script behind a tool's name: no shell and no `.cmd` files are involved, so it works everywhere alike. */
function findTool(name: string): string {
  const folder = path.join(ROOT, "node_modules", name === "tsc" ? "typescript" : name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { bin: string | Record<string, string> };
  return path.join(folder, typeof bin === "string" ? bin : (bin[name] ?? ""));
}

function formatSeconds(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

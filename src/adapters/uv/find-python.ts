import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { TouchstoneError } from "../../core/errors.ts";
import { type ProgramEnd, runProgram } from "../processes/run-program.ts";
import type { Uv } from "./find-uv.ts";
import { messageOf } from "./run-uv.ts";

/** Current ComfyUI needs it. Source: the seed, section 7.1. */
const OLDEST_MINOR = 10;
/** Each Python on the `PATH` is asked what it is; a slow disk needs seconds for each. */
const FIND_LIMIT_MS = 60_000;
const MAX_BYTES = 65_536;

/** A Python that environments are built with. */
export interface PythonFacts {
  /** Absolute path of the program. */
  readonly path: string;
  /** E.g. `3.11.7`. */
  readonly version: string;
  /** E.g. `CPython`. */
  readonly implementation: string;
  /** Kind of machine, e.g. `linux-x86_64`. */
  readonly platform: string;
  /** The only environments to resolve for, as markers of PEP 508. */
  readonly markers: readonly string[];
}

/** Asks the Python itself; `-I` keeps the user's folders and variables out. */
const QUESTION = `
import json, platform, sys, sysconfig
version = ".".join(str(part) for part in sys.version_info[:3])
print(json.dumps([version, platform.python_implementation(), sysconfig.get_platform(), sys.platform, platform.machine()]))
`;
const Answer = z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]);

/**
 * Finds a Python to build environments with. Virtual environments that happen to be active are passed over, unless named.
 *
 * @param wanted  A version as `3.12`, a path (relative to `cwd`), or empty for the first that is new enough.
 * @throws TouchstoneError PYTHON_UNSUITABLE when there is none, or the wanted one is older than 3.10.
 */
export async function findPython(uv: Uv, wanted: string, cwd: string): Promise<PythonFacts> {
  const request = requestOf(wanted, cwd);
  const found = await run(uv, [uv.path, "python", "find", "--no-project", "--system", "--", request], cwd);
  if (found.exitCode !== 0) throw unsuitable(`no Python suits \`${request}\`: ${messageOf(found)}`);
  const path = found.stdout.trim();
  const facts = await describe(uv, path, cwd);
  const [major = 0, minor = 0] = facts.version.split(".").map(Number);
  if (major < 3 || (major === 3 && minor < OLDEST_MINOR))
    throw unsuitable(`the Python at \`${path}\` is ${facts.version}, and 3.${OLDEST_MINOR} is the oldest that will do`);
  return facts;
}

function requestOf(wanted: string, cwd: string): string {
  if (wanted === "") return `>=3.${OLDEST_MINOR}`;
  const isPath = isAbsolute(wanted) || /[/\\]/.test(wanted);
  return isPath ? resolve(cwd, wanted) : wanted;
}

async function describe(uv: Uv, path: string, cwd: string): Promise<PythonFacts> {
  const end = await run(uv, [path, "-I", "-c", QUESTION], cwd);
  const answer = Answer.safeParse(end.exitCode === 0 ? parseJson(end.stdout) : undefined);
  if (!answer.success) throw unsuitable(`the Python at \`${path}\` does not run: ${end.stderr.trim().slice(0, 500)}`);
  const [version, implementation, platform, system, machine] = answer.data;
  const markers = [`sys_platform == '${system}' and platform_machine == '${machine}'`];
  return { path, version, implementation, platform, markers };
}

async function run(uv: Uv, [program, ...args]: readonly [string, ...string[]], cwd: string): Promise<ProgramEnd> {
  return await runProgram({ program, args, cwd, variables: uv.variables, timeoutMs: FIND_LIMIT_MS, maxBytes: MAX_BYTES });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no answer.
    return undefined;
  }
}

function unsuitable(message: string): TouchstoneError {
  return new TouchstoneError("PYTHON_UNSUITABLE", message, {
    hint: "Install Python 3.10 or newer and name it in `runtime.python`; see docs/guides/environment.md#python",
  });
}

import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findGit } from "../../../adapters/git/find-git.ts";
import { runProgram } from "../../../adapters/processes/run-program.ts";
import { findPython } from "../../../adapters/uv/find-python.ts";
import { findUv } from "../../../adapters/uv/find-uv.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { callVerb } from "../../call-verb.ts";
import type { Machine, Studio } from "../../studio.ts";
import type { Caller, Verb } from "../../verb.ts";
import { type EnvHome, envHomeOf } from "../env-home.ts";
import type { z } from "zod";

/** A project of its own, with an index of small wheels, a ComfyUI that only pretends, and node packs in repositories. */
export interface World {
  readonly studio: Studio;
  readonly home: EnvHome;
  readonly comfyuiDir: string;
  /** What stands in the place of PyPI. */
  readonly index: string;
  /** Calls a verb on the scratch project. */
  readonly call: <Input extends z.ZodType, Output>(verb: Verb<Input, Output>, input: unknown) => Promise<Output>;
  /** Makes a repository of a node pack that asks for these packages. @returns its address */
  readonly makePack: (id: string, requirements: readonly string[]) => Promise<string>;
  /** Replaces the scratch project's `config.toml`, so that a row can have a smoke test of its own. */
  readonly writeConfig: (smokeTest?: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Making wheels and repositories takes less than a second each. */
const LIMIT_MS = 60_000;

/**
 * Makes the scratch folder that the acceptance matrix runs in.
 *
 * @throws TouchstoneError UV_MISSING, GIT_MISSING, PYTHON_UNSUITABLE, DISK_FAILED.
 */
export async function openWorld(studio: Studio, { signal }: Caller): Promise<World> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), "touchstone-env-test-")));
  try {
    return await fillWorld(studio, dir, signal);
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

async function fillWorld(studio: Studio, dir: string, signal: AbortSignal | undefined): Promise<World> {
  const machine = { ...studio.machine, variables: withoutSettings(studio.machine.variables) };
  const examples = join(studio.templatesDir, "env-acceptance");
  const [projectDir, comfyuiDir, wheels] = [join(dir, "game"), join(dir, "ComfyUI"), join(dir, "wheels")];
  const python = await findPython(await findUv(machine), "", dir);
  const run = async (program: string, args: readonly string[], cwd: string): Promise<void> => {
    const variables = { ...machine.variables, ...GIT_ALONE };
    const { exitCode, stderr } = await runProgram({ program, args, cwd, variables, timeoutMs: LIMIT_MS, signal });
    if (exitCode !== 0) throw notPrepared(`${program} ${args.join(" ")}: ${stderr.trim().slice(-500)}`);
  };
  await mkdir(projectDir);
  await writeFile(join(projectDir, "touchstone.yaml"), "id: acceptance\ntitle: Acceptance\n");
  await cp(join(examples, "comfyui"), comfyuiDir, { recursive: true });
  await mkdir(join(comfyuiDir, "custom_nodes"), { recursive: true });
  // It ends before it serves: what is watched here is the environment, and a real one is watched elsewhere.
  await writeFile(join(comfyuiDir, "behaviour.txt"), "exit\n");
  await run(python.path, [join(examples, "make_wheels.py"), join(examples, "wheels.json"), wheels], dir);
  const scratch = { ...studio, projectDir, machine, memory: { files: new Map(), reading: undefined, lock: undefined } };
  const home = envHomeOf(projectDir);
  const git = (await findGit(machine)).path;
  return {
    studio: scratch,
    home,
    comfyuiDir,
    index: join(wheels, "packages"),
    call: async (verb, input) => await callIn(scratch, verb, { input, signal }),
    makePack: async (id, requirements) => await makePack({ dir: join(dir, "packs", id), requirements }, git, run),
    writeConfig: async (smokeTest) => await writeFile(home.config, configText(comfyuiDir, smokeTest)),
    close: async () => await rm(dir, { recursive: true, force: true }),
  };
}

async function callIn<Input extends z.ZodType, Output>(
  studio: Studio,
  verb: Verb<Input, Output>,
  { input, signal }: { readonly input: unknown; readonly signal: AbortSignal | undefined },
): Promise<Output> {
  const caller = { by: "agent", ...(signal === undefined ? {} : { signal }) } as const;
  return await callVerb(verb, { input, caller, withStudio: async (_access, use) => await use(studio) });
}

/** What a person set for uv is theirs: the matrix has an index of its own. The cache is shared, as it only makes it faster. */
function withoutSettings(variables: Machine["variables"]): Machine["variables"] {
  const isTheirs = (name: string): boolean => name.startsWith("UV_") && name !== "UV_CACHE_DIR";
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !isTheirs(name)));
}

/** Commits of the scratch repositories depend on nothing that a person configured, and on no clock. */
const GIT_ALONE = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "",
  GIT_AUTHOR_NAME: "Touchstone",
  GIT_AUTHOR_EMAIL: "touchstone@localhost",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "Touchstone",
  GIT_COMMITTER_EMAIL: "touchstone@localhost",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

type Run = (program: string, args: readonly string[], cwd: string) => Promise<void>;

async function makePack(
  { dir, requirements }: { readonly dir: string; readonly requirements: readonly string[] },
  git: string,
  run: Run,
): Promise<string> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "__init__.py"), "NODE_CLASS_MAPPINGS = {}\n");
  await writeFile(join(dir, "requirements.txt"), `${requirements.join("\n")}\n`);
  for (const args of [
    ["init", "-q", "-b", "main"],
    ["add", "."],
    ["commit", "-q", "-m", "first"],
  ])
    await run(git, args, dir);
  return `file://${dir}`;
}

function configText(comfyuiDir: string, smokeTest: readonly string[] | undefined): string {
  // A JSON text of these is TOML, too.
  const smoke = smokeTest === undefined ? "" : `smoke_test = ${JSON.stringify(smokeTest)}\n`;
  return [
    `[paths]\ncomfyui_dir = ${JSON.stringify(comfyuiDir)}`,
    `[policy]\ngit_protocols = ["file"]`,
    `[tx]\ntimeout_seconds = 30\n${smoke}`,
  ].join("\n");
}

function notPrepared(message: string): TouchstoneError {
  return new TouchstoneError("DISK_FAILED", `the scratch folder could not be prepared: ${message}`, {
    hint: "Look at what `touchstone env doctor` says of uv, git and Python",
  });
}

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { z } from "zod";
import { withStudio } from "../../../src/compose.ts";
import { callVerb, type WithStudio } from "../../../src/engine/call-verb.ts";
import { type EnvHome, envHomeOf } from "../../../src/engine/env/env-home.ts";
import type { EnvStep } from "../../../src/engine/env/env-step.ts";
import { envInitVerb, type InitAnswer } from "../../../src/engine/env/init/init-env.ts";
import type { Studio } from "../../../src/engine/studio.ts";
import type { Verb } from "../../../src/engine/verb.ts";
import { type AcceptanceIndex, buildAcceptanceIndex } from "./acceptance-index.ts";

const COMFYUI = path.join(import.meta.dirname, "../../../examples/env-acceptance/comfyui");

/** A project with a ComfyUI folder that only pretends, an index of small wheels, and repositories of node packs: all real else. */
export interface GovernedProject {
  readonly dir: string;
  readonly comfyuiDir: string;
  readonly home: EnvHome;
  readonly index: AcceptanceIndex;
  /** Steps that the last call told, without those that only bring another line. */
  readonly steps: EnvStep["step"][];
  call<Input extends z.ZodType, Output>(verb: Verb<Input, Output>, input: z.input<Input>): Promise<Output>;
  readonly withStudio: WithStudio;
  /** Lends what verbs are given, for what is not called as one. */
  lend<T>(use: (studio: Studio) => Promise<T>): Promise<T>;
  /** Makes generation 1. */
  init(wishes?: Partial<z.input<typeof envInitVerb.input>>): Promise<InitAnswer>;
  /** A repository of a node pack; again, with other files, the next commit of it. Returns its address. */
  pack(name: string, files: Readonly<Record<string, string>>): string;
  /** How ComfyUI behaves at its next starts, see its `main.py`. */
  behave(...words: readonly string[]): void;
  remove(): void;
}

/** Code that loads. */
export const LOADS = { "__init__.py": "NODE_CLASS_MAPPINGS = {}\n" };

export async function openGovernedProject(config = ""): Promise<GovernedProject> {
  const root = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? tmpdir(), "governed-"));
  const [dir, comfyuiDir, repos] = [path.join(root, "project"), path.join(root, "comfyui"), path.join(root, "repos")];
  const home = envHomeOf(dir);
  cpSync(COMFYUI, comfyuiDir, { recursive: true });
  mkdirSync(home.dir, { recursive: true });
  writeFileSync(path.join(dir, "touchstone.yaml"), "id: governed\ntitle: Governed\n");
  writeFileSync(
    home.config,
    `${config}\n[paths]\ncomfyui_dir = ${JSON.stringify(comfyuiDir)}\n[policy]\ngit_protocols = ["https", "file"]\n`,
  );
  const index = await buildAcceptanceIndex(path.join(root, "wheels"));
  const steps: EnvStep["step"][] = [];
  const studioAt: WithStudio = async (access, use) =>
    await withStudio({ projectDir: dir, access, command: "touchstone env" }, use);
  const project: GovernedProject = {
    dir,
    comfyuiDir,
    home,
    index,
    steps,
    call: async (verb, input) => {
      steps.length = 0;
      const caller = {
        by: "person",
        onStep: ({ step }: { readonly step: string }) => {
          if (steps.at(-1) !== step) steps.push(step as EnvStep["step"]);
        },
      } as const;
      return await callVerb(verb, { input, caller, withStudio: studioAt });
    },
    withStudio: studioAt,
    lend: async (use) => await studioAt("files", use),
    init: async (wishes = {}) => await project.call(envInitVerb, { comfyuiDir, index: index.packages, ...wishes }),
    pack: (name, files) => commitPack(path.join(repos, name), files),
    behave: (...words) => writeFileSync(path.join(comfyuiDir, "behaviour.txt"), words.join("\n")),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  return project;
}

const AUTHOR = {
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.org",
};

/** Commits exactly these files, and returns the address of the repository. */
export function commitPack(dir: string, files: Readonly<Record<string, string>>): string {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: dir, env: { ...process.env, ...AUTHOR, GIT_CONFIG_GLOBAL: "/dev/null" }, encoding: "utf8" });
  mkdirSync(dir, { recursive: true });
  if (!existsSync(path.join(dir, ".git"))) git("init", "--quiet", "--initial-branch=main");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  git("add", "--all");
  git("commit", "--quiet", "--allow-empty", "--message", "next");
  return pathToFileURL(dir).href;
}

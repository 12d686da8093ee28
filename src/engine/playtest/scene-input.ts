import { z } from "zod";
import { TouchstoneError } from "../../core/errors.ts";
import { DEFAULT_SEED } from "../../core/playtest/run/play-request.ts";
import { describeInput } from "../describe-input.ts";

/** Most steps of a play that somebody asks a server for: some hundred milliseconds, and an answer of some megabytes. */
const MAX_SERVED_STEPS = 10_000;

const scalar = z.union([z.boolean(), z.number(), z.string(), z.null()]);
const name = z.string().min(1).max(200);

/** What `POST /api/playtest/run` takes. Source: the seed's `POST /api/playtest/run`. */
export const SceneInput = z.strictObject({
  scene: z.looseObject({}).optional().describe("A scene, as its file holds it; either this or `ink`"),
  ink: z
    .strictObject({
      file: name.default("story.ink").describe("Its name: `.ink`, or `.json` for a compiled one"),
      text: z.string().describe("Its text"),
      includes: z.record(z.string(), z.string()).default({}).describe("The texts of the files that it includes, by name"),
    })
    .optional()
    .describe("An ink story"),
  suite: name.nullable().default(null).describe("The suite that asks; part of what its randomness is seeded with"),
  category: name.nullable().default(null).describe("The suite's category; part of what its randomness is seeded with"),
  workflow: name.nullable().default(null).describe("A label of your own"),
  pov: name.nullable().default(null).describe("Whose view is taken; null is the story's own default"),
  worldline: name.nullable().default(null).describe("The worldline; null is the story as it stands"),
  seed: z.int().default(DEFAULT_SEED).describe("Seed of everything random"),
  variables: z
    .record(z.string(), z.union([scalar, z.array(scalar)]))
    .default({})
    .describe("Start values that stand over the story's"),
  promptPacks: z.array(name).default([]).describe("Prompt packs that are asked for"),
  metadata: z.record(z.string(), z.unknown()).default({}).describe("Copied into the trace"),
  policy: z.enum(["first", "random", "script"]).default("random").describe("Who takes the choices"),
  script: z.string().optional().describe("The script, where the policy is `script`"),
  run: name.nullable().default(null).describe("Which run of the script; null is its only one"),
  maxSteps: z
    .int()
    .min(1)
    .max(MAX_SERVED_STEPS)
    .default(MAX_SERVED_STEPS)
    .describe("After so many steps it is stopped with the outcome `budget`"),
  dryRun: z.boolean().default(false).describe("Write nothing, whatever `persist` says"),
  persist: z.boolean().default(false).describe("Keep the trace in the project's machine folder"),
  form: z.enum(["seed", "lines"]).default("seed").describe("The trace as one object, or as the lines of its file"),
});

export type SceneInput = z.output<typeof SceneInput>;

/** The seed's spellings. */
const SPELLINGS: Readonly<Record<string, string>> = {
  prompt_packs: "promptPacks",
  max_steps: "maxSteps",
  dry_run: "dryRun",
};

/**
 * Reads what a client asks for: all fields, or the scene itself.
 *
 * @throws TouchstoneError INPUT_INVALID naming each field that is wrong.
 */
export function readSceneInput(body: Readonly<Record<string, unknown>>): SceneInput {
  const isBare = !("scene" in body) && !("ink" in body) && "nodes" in body;
  const input = isBare ? { scene: body } : renameKeys(body);
  const parsed = SceneInput.safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => describeInput(issue, input));
    throw new TouchstoneError("INPUT_INVALID", problems[0]?.message ?? "the input is not valid", { problems });
  }
  const problem = findMismatch(parsed.data);
  if (problem !== null) throw new TouchstoneError("INPUT_INVALID", problem.message, { hint: problem.hint });
  return parsed.data;
}

function renameKeys(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [SPELLINGS[key] ?? key, value]));
}

function findMismatch({ scene, ink, policy, script }: SceneInput): { message: string; hint: string } | null {
  if ((scene === undefined) === (ink === undefined)) {
    const message = scene === undefined ? "`scene` is missing" : "`scene` and `ink` are given together";
    return { message, hint: 'Send `{"scene": {…}}`, or the scene itself' };
  }
  if ((policy === "script") === (script !== undefined)) return null;
  const message = script === undefined ? "`script` is missing" : `\`script\` is given, and the policy is \`${policy}\``;
  return { message, hint: "Give `script` where `policy` is `script`, and only there" };
}

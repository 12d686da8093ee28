import { resolve } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import { DEFAULT_PLAYS, DEFAULT_STATES } from "../../core/playtest/explore/explore-plan.ts";
import { DEFAULT_SEED } from "../../core/playtest/run/play-request.ts";
import type { ExploreInput } from "../../engine/playtest/explore-task.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import { exploreText } from "../explore-text.ts";
import { callPlayThread } from "../use-play-thread.ts";
import { readVariables, VARIABLE_FLAG } from "../variable-flag.ts";

export const playtestExploreCommand: FreeCommand = {
  path: ["playtest", "explore"],
  summary: "Find what no reader should meet: dead ends, soft locks, choices that nobody can take",
  args: [{ name: "story", summary: "A scene (.yaml, .json) or an ink story (.ink, or its compiled .json)" }],
  flags: [
    {
      name: "policy",
      value: "POLICY",
      summary: "exhaustive (default): every state; guided: plays, on from wherever something was new",
    },
    { name: "plays", value: "N", summary: `Most plays of a guided one (${DEFAULT_PLAYS})`, number: true },
    {
      name: "states",
      value: "N",
      summary: `Most states of an exhaustive one, for each way to begin (${DEFAULT_STATES})`,
      number: true,
    },
    { name: "seed", value: "N", summary: `Seed of everything random (${DEFAULT_SEED})`, number: true },
    { name: "workers", value: "N", summary: "Threads (1); they change nothing in what is found", number: true },
    { name: "pov", value: "POV", summary: "Only this pov; default: each" },
    { name: "worldline", value: "ID", summary: "Only this worldline; default: the story as it stands, and each" },
    VARIABLE_FLAG,
  ],
  examples: ["touchstone playtest explore story/three-embers.scene.yaml"],
  async run(context) {
    const output = await callPlayThread(context, "explore", readInput(context));
    context.out(context.json ? JSON.stringify(output) : exploreText(output, context.paint));
    return output.ok ? 0 : 1;
  },
};

function readInput({ typed, cwd }: CliContext): ExploreInput {
  const story = typed.word("story") ?? "";
  return {
    story: { path: resolve(cwd, story), name: story },
    policy: readPolicy(typed.flag("policy") ?? "exhaustive"),
    seed: typed.number("seed") ?? DEFAULT_SEED,
    pov: typed.flag("pov") ?? null,
    worldline: typed.flag("worldline") ?? null,
    variables: readVariables(typed),
    plays: atLeastOne("plays", typed.number("plays") ?? DEFAULT_PLAYS),
    states: atLeastOne("states", typed.number("states") ?? DEFAULT_STATES),
    workers: atLeastOne("workers", typed.number("workers") ?? 1),
  };
}

function readPolicy(text: string): ExploreInput["policy"] {
  if (text === "exhaustive" || text === "guided") return text;
  throw new TouchstoneError("USAGE", `there is no policy \`${text}\``, { hint: "Use `exhaustive` or `guided`" });
}

function atLeastOne(name: string, value: number): number {
  if (value >= 1) return value;
  throw new TouchstoneError("USAGE", `\`--${name}\` must be at least 1, not \`${value}\``, {
    hint: "Leave it out for the default",
  });
}

import { resolve } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import { DEFAULT_MAX_STEPS, DEFAULT_SEED } from "../../core/playtest/run/play-request.ts";
import type { RunInput, RunOutput } from "../../engine/playtest/run-task.ts";
import type { CliContext, CommandFlag, FreeCommand } from "../command.ts";
import { runText } from "../playtest-text.ts";
import { readVariables, VARIABLE_FLAG } from "../variable-flag.ts";
import { callPlayThread } from "../use-play-thread.ts";

const POV_FLAGS: readonly CommandFlag[] = [
  { name: "pov", value: "POV", summary: "Whose view is taken; default: the story's own" },
  { name: "worldline", value: "ID", summary: "The worldline; default: the story as it stands" },
];

export const playtestRunCommand: FreeCommand = {
  path: ["playtest", "run"],
  summary: "Play a story without a screen, and say how it ended",
  args: [{ name: "story", summary: "A scene (.yaml, .json) or an ink story (.ink, or its compiled .json)" }],
  flags: [
    ...POV_FLAGS,
    { name: "seed", value: "N", summary: `Seed of everything random (${DEFAULT_SEED})`, number: true },
    { name: "policy", value: "POLICY", summary: "Who takes the choices: first (default), random, or script:FILE" },
    { name: "choices", value: "IDS", summary: "Choices to take before that, with commas, e.g. `board,ask`" },
    VARIABLE_FLAG,
    { name: "max-steps", value: "N", summary: `Stop after so many steps (${DEFAULT_MAX_STEPS})`, number: true },
    { name: "out", value: "FILE", summary: "Write the trace there" },
    { name: "hooks", value: "FILE", summary: "Write what hooks hear there, one JSON object a line" },
    { name: "heavy", summary: "Save and restore before every step: the digest must stay the same" },
  ],
  examples: ["touchstone playtest run story/three-embers.scene.yaml --policy random --seed 3 --out out/a.trace.jsonl"],
  async run(context) {
    const runs = await callPlayThread(context, "run", readInput(context));
    context.out(context.json ? JSON.stringify(asOne(runs)) : runs.map((run) => runText(run, context.paint)).join("\n"));
    return runs.every(({ ok }) => ok) ? 0 : 1;
  },
};

/** One object, whatever was played: of a script's runs it is the first that did not go as wanted, with all of them beside it. */
function asOne(runs: readonly RunOutput[]): object {
  const shown = runs.find(({ ok }) => !ok) ?? runs.at(-1);
  return runs.length === 1 ? { ...shown } : { ...shown, runs };
}

function readInput({ typed, cwd, version }: CliContext): RunInput {
  const story = typed.word("story") ?? "";
  const at = (name: string): string | null => {
    const path = typed.flag(name);
    return path === undefined ? null : resolve(cwd, path);
  };
  return {
    story: { path: resolve(cwd, story), name: story },
    pov: typed.flag("pov") ?? null,
    worldline: typed.flag("worldline") ?? null,
    seed: typed.number("seed") ?? DEFAULT_SEED,
    policy: { base: readBase(typed.flag("policy") ?? "first", cwd), choices: readChoices(typed.flag("choices")) },
    variables: readVariables(typed),
    maxSteps: typed.number("max-steps") ?? DEFAULT_MAX_STEPS,
    out: at("out"),
    hooks: at("hooks"),
    heavy: typed.isOn("heavy"),
    touchstone: version,
  };
}

function readBase(text: string, cwd: string): RunInput["policy"]["base"] {
  if (text === "first" || text === "random") return text;
  const script = /^script:(.+)$/.exec(text)?.[1];
  if (script !== undefined) return { path: resolve(cwd, script), name: script };
  throw new TouchstoneError("USAGE", `there is no policy \`${text}\``, {
    hint: "Use `first`, `random` or `script:FILE`",
  });
}

function readChoices(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

import type { ReplayAnswer } from "../../core/assets/replay/compare-replay.ts";
import { replayVerb } from "../../engine/replay.ts";
import { BACKEND_FLAG } from "../backend-flag.ts";
import { defineCommand } from "../command.ts";
import type { Paint } from "../paint.ts";
import { formatTable } from "../table.ts";
import { valueText } from "../value-text.ts";

export const replayCommand = defineCommand({
  path: ["replay"],
  summary: "Make the decisions of a version again; with --render also its pixels",
  args: [{ name: "version", summary: "Version id, from asset list" }],
  flags: [{ name: "render", summary: "Draw the images again and compare them" }, BACKEND_FLAG],
  examples: [],
  verb: replayVerb,
  toInput: (typed) => ({ version: typed.word("version"), render: typed.isOn("render"), backend: typed.flag("backend") }),
  render: ({ decisions, environment, pixels, differences }, paint) => {
    const answers = [
      ["decisions", answerText(decisions, paint)],
      ["environment", answerText(environment, paint)],
      ["pixels", pixels === "not_run" ? `${answerText(pixels, paint)}; --render draws them again` : answerText(pixels, paint)],
    ];
    const rows = differences.map((one) => [`  ${one.kind}`, one.name, differenceText(one)]);
    return [formatTable(answers), ...(rows.length === 0 ? [] : [formatTable(rows, paint.columns)])].join("\n");
  },
  exitCode: ({ decisions, environment, pixels }) =>
    decisions === "different" || (pixels === "different" && environment === "equal") ? 5 : 0,
});

/** One of the three answers, with a sign of its own: only what is the same is a good answer. */
function answerText(
  answer: ReplayAnswer["decisions"] | ReplayAnswer["environment"] | ReplayAnswer["pixels"],
  paint: Paint,
): string {
  if (answer === "equal" || answer === "identical") return paint.good(`✓ ${answer}`);
  return answer === "different" ? paint.bad("✕ different") : paint.ask(`— ${answer.replace("_", " ")}`);
}

/** Of the environment, what one side does not know is no absence: nobody could look. */
function differenceText({ kind, before, after }: ReplayAnswer["differences"][number]): string {
  const textOf = (value: unknown): string => (kind === "environment" && value === null ? "not known" : valueText(value));
  return before === null && after === null ? `${textOf(before)}, then and now` : `${textOf(before)} → ${textOf(after)}`;
}

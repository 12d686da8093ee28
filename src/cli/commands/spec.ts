import { type NotFrozen, specReadyVerb, specRebindVerb } from "../../engine/ready.ts";
import { specListVerb, specShowVerb } from "../../engine/specs.ts";
import { specFixVerb, specValidateVerb } from "../../engine/validate.ts";
import { combineExitCodes, FAILURES, formatPlace } from "../../core/errors.ts";
import { defineCommand } from "../command.ts";
import { differencesText } from "../differences-text.ts";
import { planText } from "../plan-text.ts";
import type { Paint } from "../paint.ts";
import { describeProblem } from "../report-error.ts";
import { formatTable } from "../table.ts";
import { counted } from "../words.ts";
import { wrapText } from "../wrap-text.ts";

export const specListCommand = defineCommand({
  path: ["spec", "list"],
  summary: "List specs: status, staleness, blockers",
  examples: ["touchstone spec list"],
  verb: specListVerb,
  toInput: () => ({}),
  render: ({ specs, broken }, paint) => {
    const rows = specs.map((spec) => [
      paint.bold(spec.id),
      spec.status,
      spec.kind,
      spec.checkpoint ?? "—",
      counted(spec.images, "image"),
      [
        ...(spec.stale ? [paint.ask(`⟳ stale, ${counted(spec.differences, "decision")} would change`)] : []),
        ...(spec.blockers.length > 0 ? [paint.bad(`✕ ${spec.blockers.join(", ")}`)] : []),
      ].join(" "),
    ]);
    const unusable = broken.map(({ id, problem }) => [
      paint.bad(`✕ ${id}`),
      `${problem.place === undefined ? "" : `${formatPlace(problem.place)}: `}${problem.message}`,
    ]);
    if (rows.length + unusable.length === 0) return "No specs yet. Write one as specs/<id>.yaml";
    const tables = [rows, unusable].filter((table) => table.length > 0).map((table) => formatTable(table, paint.columns));
    return tables.join("\n\n");
  },
});

export const specShowCommand = defineCommand({
  path: ["spec", "show"],
  summary: "Show a spec: its plan, its blockers, what has moved on",
  args: [{ name: "spec", summary: "Id of the spec" }],
  examples: ["touchstone spec show emberhook-icon"],
  verb: specShowVerb,
  toInput: (typed) => ({ spec: typed.word("spec") }),
  render: ({ spec, plan, stale, differences, blockers }, paint) =>
    [
      `${paint.bold(spec.title)} · ${spec.status}${stale ? paint.ask(" · ⟳ stale") : ""}`,
      ...blockers.map(({ detail, hint }) => {
        const text = wrapText(`${paint.bad("✕")} ${detail}`, { columns: paint.columns, indent: 2 });
        return `${text}\n${wrapText(`  ${paint.dim("→")} ${hint}`, { columns: paint.columns, indent: 4 })}`;
      }),
      ...(stale
        ? [`${differencesText(differences, paint)}\n  ${paint.dim("→")} Run \`touchstone spec rebind ${spec.id}\` to adopt them`]
        : []),
      // Blockers stand above, with the way out.
      planText({ ...plan, explanation: { ...plan.explanation, blocked: [] } }, paint),
    ].join("\n\n"),
});

export const specValidateCommand = defineCommand({
  path: ["spec", "validate"],
  summary: "Check every authored file; --fix rewrites old spellings",
  args: [{ name: "specs", summary: "Only these specs and the files all specs share", many: true, optional: true }],
  flags: [{ name: "fix", summary: "Rewrite snake_case and the seeds' spellings, keeping comments" }],
  examples: ["touchstone spec validate", "touchstone spec validate --fix"],
  verb: specValidateVerb,
  chooseVerb: (typed) => (typed.isOn("fix") ? specFixVerb : specValidateVerb),
  toInput: (typed) => ({ specs: typed.words("specs") }),
  render: ({ ok, files, problems, warnings, fixed }, paint) =>
    [
      ...fixed.map(({ place, from, to }) => `${paint.gold("fixed")} ${formatPlace(place)}: \`${from}\` → \`${to}\``),
      ...problems.map((problem) => `${paint.bad("✕")}${describeProblem(problem, paint).slice(1)}`),
      ...warnings.map((problem) => `${paint.ask("!")}${describeProblem(problem, paint).slice(1)}`),
      ok
        ? `${paint.good("✓")} ${counted(files, "file")} valid`
        : paint.bad(`${counted(problems.length, "problem")}; ${counted(files, "file")} looked at`),
    ].join("\n"),
  exitCode: ({ problems }) => combineExitCodes(problems.map(({ code }) => FAILURES[code].exit)),
});

/** Specs that are as they were, and why others were passed over. */
function passedOver({ unchanged, refused }: NotFrozen, paint: Paint): readonly string[] {
  const { columns } = paint;
  return [
    ...(unchanged.length === 0 ? [] : [wrapText(`Unchanged: ${unchanged.join(", ")}`, { columns, indent: 2 })]),
    ...refused.map((problem) => `${paint.ask("!")}${describeProblem(problem, paint).slice(1)}`),
  ];
}

function exitCodeOf({ refused }: NotFrozen): number {
  return combineExitCodes(refused.map(({ code }) => FAILURES[code].exit));
}

const SPEC_ARGS = [{ name: "specs", summary: "Ids of specs", many: true, optional: true }];

export const specReadyCommand = defineCommand({
  path: ["spec", "ready"],
  summary: "Make specs ready: freeze everything their plans read",
  args: SPEC_ARGS,
  flags: [{ name: "all", summary: "All drafts that nothing blocks" }],
  examples: ["touchstone spec ready tidestone", "touchstone spec ready --all"],
  verb: specReadyVerb,
  toInput: (typed) => ({ specs: typed.words("specs"), all: typed.isOn("all") }),
  render: ({ ready, unchanged, refused }, paint) =>
    [
      ...ready.map(({ spec }) => `${paint.good("✓")} ${spec} is ready`),
      ...passedOver({ unchanged, refused }, paint),
      ...(ready.length + unchanged.length + refused.length === 0 ? ["Nothing to do: no drafts"] : []),
    ].join("\n"),
  exitCode: (output) => exitCodeOf(output),
});

export const specRebindCommand = defineCommand({
  path: ["spec", "rebind"],
  summary: "Let stale specs adopt the files as they are now",
  args: SPEC_ARGS,
  flags: [{ name: "all", summary: "All stale specs" }],
  examples: ["touchstone spec rebind tidestone", "touchstone spec rebind --all"],
  verb: specRebindVerb,
  toInput: (typed) => ({ specs: typed.words("specs"), all: typed.isOn("all") }),
  render: ({ rebound, unchanged, refused }, paint) =>
    [
      ...rebound.map(({ spec, differences }) => `${paint.good("✓")} ${paint.bold(spec)}: ${differencesText(differences, paint)}`),
      ...passedOver({ unchanged, refused }, paint),
      ...(rebound.length + unchanged.length + refused.length === 0 ? ["Nothing to do: no ready specs"] : []),
    ].join("\n"),
  exitCode: (output) => exitCodeOf(output),
});

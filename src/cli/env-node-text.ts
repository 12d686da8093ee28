import type { InitAnswer } from "../engine/env/init/init-env.ts";
import type { StageAnswer } from "../engine/env/tx/stage-node.ts";
import { shortId, someOf } from "./env-words.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { counted } from "./words.ts";
import { wrapText } from "./wrap-text.ts";

/** Things of one kind that are named; `--json` has all. */
const NAMED = 12;

/** What `env init` made, and what to do next. */
export function initText(answer: InitAnswer, paint: Paint): string {
  const { generation, packages, python, core, adopted, skipped, envId, comfyuiDir } = answer;
  const packs = adopted.map(({ id, commit, copied }) => `${id} ${copied || commit === null ? "(copied)" : commit.slice(0, 8)}`);
  const rows = [
    ["comfyui", `${comfyuiDir}, which stays as it is`],
    ["core", core.length === 0 ? "no core packages are installed" : someOf(core, NAMED)],
    ["node packs", packs.length === 0 ? "none" : someOf(packs, NAMED)],
    ["left out", someOf(skipped, NAMED)],
    ["identity", shortId(envId)],
  ];
  const head = `${paint.good("✓")} generation ${paint.bold(String(generation))} is production: ${counted(packages, "package")}, Python ${python}`;
  return [
    head,
    tableOf(rows, paint),
    ...adopted.flatMap(({ id, notes }) => notes.map((note) => noteLine(`${id}: ${note}`, paint))),
    nextLine("touchstone env node add URL", paint),
  ].join("\n");
}

/** What staging a node pack came to, and what to do next. */
export function stageText({ staged, requirements, refused, notes }: StageAnswer, paint: Paint): string {
  if (staged === null) return `${paint.good("✓")} it is at that commit already; nothing waits`;
  const { id, action, commit, ref } = staged;
  const rows = [
    ["commit", ref === null ? commit : `${commit} (${ref})`],
    ["asks for", requirements.length === 0 ? "no packages" : someOf(requirements, NAMED)],
  ];
  return [
    `${paint.good("✓")} ${action} ${paint.bold(id)} waits for a transaction; production is as it was`,
    tableOf(rows, paint),
    ...refused.map((line) => noteLine(`refused unless approved: ${line}`, paint)),
    ...notes.map((note) => noteLine(note, paint)),
    nextLine(`touchstone env tx run ${id}`, paint),
  ].join("\n");
}

/** Rows of name and text, those without a text left out. */
export function tableOf(rows: readonly (readonly string[])[], { columns }: Paint): string {
  const said = rows.filter(([, text]) => text !== "");
  return formatTable(
    said.map(([name = "", ...rest]) => [`  ${name}`, ...rest]),
    columns,
  );
}

/** Something that is worth a look. */
export function noteLine(text: string, paint: Paint): string {
  return wrapText(`  ${paint.ask("!")} ${text}`, { columns: paint.columns, indent: 4 });
}

/** The command to type next. Never broken: whoever copies it wants one line. */
export function nextLine(command: string, paint: Paint): string {
  return `${paint.dim("→")} ${command}`;
}

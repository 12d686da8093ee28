import { basename, resolve } from "node:path";
import { generationTrace } from "../../core/assets/trace/generation-trace.ts";
import { isRecordId } from "../../core/canonical/ids.ts";
import type { TraceText } from "../../core/trace-view/open-trace.ts";
import { writeTraceLines } from "../../core/trace/write-trace.ts";
import type { PageTrace, WrittenTracePage } from "../../engine/playtest/write-trace-page.ts";
import type { CliContext, FreeCommand } from "../command.ts";
import type { Paint } from "../paint.ts";
import { wrapText } from "../wrap-text.ts";

export const traceViewCommand: FreeCommand = {
  path: ["trace", "view"],
  summary: "Write one page that shows traces step by step, beside a golden if you like; it opens without a server",
  args: [{ name: "traces", summary: "Trace files, or ids of trials' traces or of versions of the project", many: true }],
  flags: [
    { name: "golden", value: "FILE", summary: "The trace as it should be, shown beside each" },
    { name: "out", value: "FILE", summary: "The page to write; default: the first trace's name with .html, here" },
  ],
  examples: ["touchstone trace view out/a.trace.jsonl --out out/a.html"],
  async run(context) {
    const { exitCodeOfPage, writeTracePage } = await import("../../engine/playtest/write-trace-page.ts");
    const { typed, cwd } = context;
    const words = typed.words("traces");
    const traces = await Promise.all(words.map(async (word) => await loadText(context, word)));
    const named = typed.flag("golden");
    const golden = named === undefined ? null : await loadText(context, named);
    const out = resolve(cwd, typed.flag("out") ?? pageName(words[0] ?? "trace"));
    const written = await writeTracePage({ traces, golden, viewer: await context.loadTraceViewer(), out });
    context.out(context.json ? JSON.stringify(written) : writtenText(written, context.paint));
    return exitCodeOfPage(written);
  },
};

/** A file's text as it is; for an id, a trial's trace or a version's evidence as one. */
async function loadText(context: CliContext, word: string): Promise<TraceText> {
  const path = isRecordId(word) ? await findTrial(context, word) : resolve(context.cwd, word);
  if (path === undefined) return await loadVersion(context, word);
  const { loadTraceText } = await import("../../engine/load-trace-text.ts");
  return { name: word, text: await loadTraceText({ path, name: word }) };
}

async function findTrial({ cwd, project }: CliContext, id: string): Promise<string | undefined> {
  const { findTrialTrace } = await import("../../engine/trials/find-runs.ts");
  const { findTrialsDir } = await import("../../engine/trials/trials-dir.ts");
  return (await findTrialTrace(await findTrialsDir(resolve(cwd, project ?? ".")), id))?.path;
}

async function loadVersion({ call, caller }: CliContext, version: string): Promise<TraceText> {
  const { assetShowVerb } = await import("../../engine/assets.ts");
  const { evidence } = await call(assetShowVerb, { input: { version }, caller: caller(false) });
  return { name: `${evidence.specId} ${version}`, text: writeTraceLines(generationTrace(evidence)) };
}

/** E.g. `mist.3.trace.html` for `out/mist.3.trace.jsonl`. */
function pageName(word: string): string {
  return `${basename(word).replace(/\.jsonl?$/i, "")}.html`;
}

function writtenText({ file, traces, golden }: WrittenTracePage, paint: Paint): string {
  const lines = [...traces, ...(golden === null ? [] : [golden])].flatMap((trace) => traceLines(trace, paint));
  return [
    wrapText(`Wrote ${file}`, { columns: paint.columns, indent: 2 }),
    ...lines,
    paint.dim("Open it in a browser; it needs nothing else."),
  ].join("\n");
}

function traceLines({ name, steps, damage }: PageTrace, paint: Paint): readonly string[] {
  const counted = steps === 1 ? "1 step" : `${steps} steps`;
  if (damage === null) return [`${paint.good("✓")} ${name}: ${counted}`];
  const place = damage.line === null ? name : `${name}:${damage.line}`;
  const said = `${paint.bad("✕")} ${place}: ${damage.message} ${paint.dim(`[${damage.code}]`)}; ${counted} before it`;
  return [wrapText(said, { columns: paint.columns, indent: 2 })];
}

import { writeExport } from "../../adapters/files/export-files.ts";
import { combineExitCodes, FAILURES } from "../../core/errors.ts";
import { openTrace, type OpenedTrace, type TraceText } from "../../core/trace-view/open-trace.ts";
import { type BuiltViewer, renderTracePage } from "../../core/trace-view/trace-page.ts";

/** What a page is made of. */
export interface TracePageInput {
  readonly traces: readonly TraceText[];
  /** What each of them is held against; null for nothing. */
  readonly golden: TraceText | null;
  readonly viewer: BuiltViewer;
  /** Absolute path of the page. */
  readonly out: string;
}

/** The page that was written, and what is in it. */
export interface WrittenTracePage {
  readonly file: string;
  readonly traces: readonly PageTrace[];
  readonly golden: PageTrace | null;
}

/** A trace in a page. */
export interface PageTrace extends Pick<OpenedTrace, "name" | "damage"> {
  /** How many steps of it are shown; fewer than it had where it is damaged. */
  readonly steps: number;
}

/**
 * Writes one page that shows traces. One that is damaged is shown up to its damage: the page is written, and says so.
 *
 * @throws TouchstoneError what `writeExport` throws.
 */
export async function writeTracePage({ traces, golden, viewer, out }: TracePageInput): Promise<WrittenTracePage> {
  const page = renderTracePage(
    traces.map((trace) => ({ trace, golden })),
    viewer,
  );
  const file = await writeExport(out, [page]);
  return { file, traces: traces.map(describe), golden: golden === null ? null : describe(golden) };
}

function describe(text: TraceText): PageTrace {
  const { name, damage, view } = openTrace(text);
  return { name, damage, steps: view?.steps.length ?? 0 };
}

/** 0 where all of them are whole; else that of the damage. */
export function exitCodeOfPage({ traces, golden }: WrittenTracePage): number {
  const codes = [...traces, ...(golden === null ? [] : [golden])].flatMap(({ damage }) => (damage === null ? [] : [damage.code]));
  return combineExitCodes(codes.map((code) => FAILURES[code].exit));
}

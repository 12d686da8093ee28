import { z } from "zod";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { type Caller, defineVerb } from "../../verb.ts";
import type { Bench } from "./bench.ts";
import { RowFailure } from "./expect-that.ts";
import { openWorld } from "./open-world.ts";
import type { Row } from "./row.ts";
import { ROWS } from "./rows.ts";
import { ACCEPTANCE_VERBS, type AcceptanceVerbs } from "./verbs.ts";

/** What one row of the matrix came to. */
export interface AcceptanceRow {
  /** E.g. `B3`. */
  readonly id: string;
  /** What must hold, in one sentence. */
  readonly title: string;
  readonly ok: boolean;
  /** What did not hold; null where all did. */
  readonly failure: string | null;
  readonly durationMs: number;
}

export interface Acceptance {
  readonly ok: boolean;
  readonly rows: readonly AcceptanceRow[];
}

interface Matrix {
  /** What it goes through; a test of the matrix puts broken ones in. */
  readonly verbs: AcceptanceVerbs;
  readonly rows: readonly Row[];
}

const WHOLE: Matrix = { verbs: ACCEPTANCE_VERBS, rows: ROWS };

/**
 * Runs the acceptance matrix in a scratch folder. A row that fails does not end it, though later ones may fail because of it.
 *
 * @throws TouchstoneError UV_MISSING, GIT_MISSING, PYTHON_UNSUITABLE, INTERRUPTED.
 */
export async function runAcceptance(studio: Studio, caller: Caller, matrix = WHOLE): Promise<Acceptance> {
  const world = await openWorld(studio, caller);
  try {
    const rows: AcceptanceRow[] = [];
    for (const [index, row] of matrix.rows.entries()) {
      caller.onStep?.({ step: "acceptance", about: row.id, done: index, total: matrix.rows.length, line: row.title });
      rows.push(await tryRow(row, { ...world, verbs: matrix.verbs }));
    }
    return { ok: rows.every(({ ok }) => ok), rows };
  } finally {
    await world.close();
  }
}

async function tryRow({ id, title, check }: Row, bench: Bench): Promise<AcceptanceRow> {
  const begunMs = bench.studio.elapsedMs();
  const failure = await check(bench).then(() => null, wordsOf);
  return { id, title, ok: failure === null, failure, durationMs: Math.round(bench.studio.elapsedMs() - begunMs) };
}

/** @throws what is neither a row that does not hold nor a failure of a verb: a bug; INTERRUPTED */
function wordsOf(error: unknown): string {
  if (error instanceof RowFailure) return error.message;
  if (error instanceof TouchstoneError && error.code !== "INTERRUPTED") return `${error.message} [${error.code}]`;
  throw error;
}

/** The acceptance matrix of the environment, in a folder of its own; the project stays as it is. */
export const envTestVerb = defineVerb({
  name: "env.test",
  summary: "Run the acceptance matrix of the environment in a scratch folder, through the same verbs",
  access: "files",
  input: z.strictObject({}),
  run: async (studio, _input, caller): Promise<Acceptance> => await runAcceptance(studio, caller),
});

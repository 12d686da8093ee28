import { combineExitCodes } from "../core/errors.ts";
import type { ParityCell } from "../engine/playtest/check-parity.ts";
import type { Parity } from "../engine/playtest/doctor-golden.ts";
import type { Paint } from "./paint.ts";
import { formatTable } from "./table.ts";
import { counted } from "./words.ts";

/** Whether a server plays what the goldens say, a line for each. */
export function parityText({ base, cells, ok }: Parity, paint: Paint): string {
  const rows = cells.map((cell) => [
    stateText(cell.state, paint),
    paint.bold(cell.golden),
    cell.message === null ? "" : `${cell.message}${cell.more === 0 ? "" : ` and ${counted(cell.more, "further cause")}`}`,
  ]);
  const same = cells.filter(({ state }) => state === "same").length;
  const sum = `${ok ? paint.good("✓") : paint.bad("✕")} ${base} plays ${same} of ${counted(cells.length, "golden")} as on disk`;
  return `${formatTable(rows, paint.columns)}\n${sum}`;
}

function stateText(state: ParityCell["state"], paint: Paint): string {
  if (state === "same") return paint.good("✓ same");
  return state === "missing" ? paint.ask("? missing") : paint.bad(`✕ ${state}`);
}

/** What is there and differs does not hold; a golden that is not there, or cannot be read, is a matter of the recordings. */
const EXIT: Readonly<Record<ParityCell["state"], number>> = { same: 0, different: 1, refused: 1, missing: 5, damaged: 5 };

export function parityExitCode({ cells }: Parity): number {
  return combineExitCodes(cells.map(({ state }) => EXIT[state]));
}

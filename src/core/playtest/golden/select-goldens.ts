import { suggest } from "../../authored/nearest.ts";
import { TouchstoneError } from "../../errors.ts";
import type { GoldenReport } from "./golden-report.ts";

/** Which goldens a person accepts. */
export interface GoldenChoice {
  /** Paths inside the folder of goldens. */
  readonly goldens: readonly string[];
  /** Keys of causes: every golden that has no other cause. */
  readonly causes: readonly string[];
  /** Everything that is changed, missing or damaged. */
  readonly all: boolean;
}

/** What a choice comes to. */
export interface ChosenGoldens {
  readonly chosen: readonly string[];
  /** Changed by a cause that was accepted, and by another one that was not. */
  readonly partly: readonly string[];
}

/**
 * The goldens that a choice names.
 *
 * Codes: RECORD_NOT_FOUND for a golden or a cause that the report does not have, with the nearest name; USAGE for a choice
 * of nothing.
 */
export function selectGoldens(report: GoldenReport, { goldens, causes, all }: GoldenChoice): ChosenGoldens {
  if (!all && goldens.length + causes.length === 0) throw nothingChosen();
  const open = [...report.changed, ...report.missing, ...report.damaged].map(({ golden }) => golden);
  for (const golden of goldens) checkName(golden, { what: "golden", known: open });
  const keys = report.groups.map(({ key }) => key);
  for (const key of causes) checkName(key, { what: "cause", known: keys });
  const byCause = report.changed.filter((changed) => changed.causes.some(({ key }) => causes.includes(key)));
  const whole = byCause.filter((changed) => changed.causes.every(({ key }) => causes.includes(key)));
  const named = new Set(all ? open : [...goldens, ...whole.map(({ golden }) => golden)]);
  const partly = byCause.map(({ golden }) => golden).filter((golden) => !named.has(golden));
  return { chosen: open.filter((golden) => named.has(golden)), partly };
}

function checkName(name: string, { what, known }: { what: string; known: readonly string[] }): void {
  if (known.includes(name)) return;
  throw new TouchstoneError("RECORD_NOT_FOUND", `no ${what} \`${name}\` waits to be accepted${suggest(name, known)}`, {
    hint: "`touchstone golden check --json` lists what does",
  });
}

function nothingChosen(): TouchstoneError {
  return new TouchstoneError("USAGE", "nothing is named that should be accepted", {
    hint: "Name goldens, causes with `--cause KEY`, or everything with `--all`",
  });
}

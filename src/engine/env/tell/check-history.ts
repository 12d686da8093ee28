import { readText } from "../../../adapters/generations/records.ts";
import { readHistoryText } from "../../../core/env/history/read-history.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { EnvHome } from "../env-home.ts";

/** @throws TouchstoneError ENV_DAMAGED at the first line of the history that cannot be read, naming how many others there are */
export async function checkHistory({ history }: EnvHome): Promise<void> {
  const { damaged } = readHistoryText((await readText(history)) ?? "");
  const [first, ...others] = damaged;
  if (first === undefined) return;
  const more = others.length === 0 ? "" : `; ${others.length} more such follow`;
  throw new TouchstoneError("ENV_DAMAGED", `a line of the environment's history cannot be read: ${first.why}${more}`, {
    place: { file: "env/state/history.jsonl", line: first.line, column: 1 },
    hint: "Mend the line, or delete it: Activity tells all others; see docs/guides/environment.md#damaged",
  });
}

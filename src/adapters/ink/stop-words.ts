import type { Refusal } from "../../core/playtest/story/moment.ts";
import type { InkFailure } from "./journal.ts";

/** Why a story cannot go on, with the choices that might have been taken. */
export function wordDeadEnd(refused: readonly Refusal[], failure: InkFailure | null): string {
  const stop = failure === null ? "no choice is offered" : `the story runs out of content${at(failure)}`;
  return refused.length === 0 ? stop : `${stop}: ${refused.map(wordRefusal).join("; ")}`;
}

/** What broke, in the engine's words, and where. */
export function wordFailure(failure: InkFailure): string {
  return `${failure.message
    .replaceAll(/\s+/g, " ")
    .replaceAll(/(?<=^|[\s(])'([^'`]+)'(?=[\s,.;:)]|$)/g, "`$1`")
    .replace(/\.$/, "")}${at(failure)}`;
}

/** Where, without the folder: this stands in traces, which are equal wherever the story lies. */
function at({ place }: InkFailure): string {
  return place === "" ? "" : ` at \`${place.slice(place.lastIndexOf("/") + 1)}\``;
}

function wordRefusal({ id, failed }: Refusal): string {
  if (failed.kind === "once") return `\`${id}\` was taken before`;
  if (failed.kind !== "condition") return `the condition of \`${id}\` does not hold`;
  const { key, op, value, actual } = failed;
  return `\`${id}\` needs \`${key} ${op} ${JSON.stringify(value)}\` and it is ${JSON.stringify(actual)}`;
}

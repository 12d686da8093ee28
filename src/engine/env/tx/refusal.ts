import type { RefusalReason, RefusedLine } from "../../../core/env/requirement/requirement.ts";
import { formatPlace, type Problem, TouchstoneError } from "../../../core/errors.ts";

const WHY: Readonly<Record<RefusalReason, string>> = {
  include: "reads another file",
  editable: "installs from a folder",
  index: "says where packages come from, which is the truth's to say",
  url: "comes from an address",
  option: "is an option",
  syntax: "is no requirement",
};

/** Each line as a problem with its place; the way out is another one for an address, which a person may approve. */
export function refusalsOf(nodeId: string, lines: readonly RefusedLine[]): Problem[] {
  return lines.map(({ text, reason, place }) => ({
    code: "REQUIREMENT_REFUSED",
    message: `\`${text}\` ${WHY[reason]}`,
    place: { ...place, file: `${nodeId}/${place.file}` },
    hint: `${reason === "url" ? "Approve it with `--allow-url`, letter by letter" : "Ask the pack's author to leave it out, or fork the pack"}; see docs/guides/environment.md#requirements`,
  }));
}

/** E.g. "wind/requirements.txt:3:1: `-r more.txt` reads another file". */
export function refusalText({ place, message }: Problem): string {
  return place === undefined ? message : `${formatPlace(place)}: ${message}`;
}

/** @throws TouchstoneError REQUIREMENT_REFUSED naming every line, unless there is none. */
export function requireTaken(nodeId: string, lines: readonly RefusedLine[]): void {
  const problems = refusalsOf(nodeId, lines);
  const [first] = problems;
  if (first === undefined) return;
  const many = problems.length === 1 ? "" : `, and ${problems.length - 1} more`;
  throw new TouchstoneError(
    "REQUIREMENT_REFUSED",
    `a requirement of \`${nodeId}\` is not taken over: ${refusalText(first)}${many}`,
    {
      hint: first.hint,
      problems,
    },
  );
}

import { isMap } from "../../forms/value-at.ts";
import type { ModelReply } from "../conversation/model.ts";
import { SCORE_TOOL } from "./ask-judge.ts";
import type { JudgedAssertion, JudgeVote } from "./judge-question.ts";

type Score = NonNullable<JudgeVote["scores"]>[number];

/** What a judge's reply says: a score for each criterion, or why it cannot be read as that. */
export type VoteReading = { readonly scores: readonly Score[] } | { readonly problem: string };

/**
 * Reads a judge's vote: from its one call of the tool, else from JSON in its text. Scores stand in `scores` or by the names of
 * the criteria (the seed's form). It fails closed: a vote that lacks a criterion, names one twice, or gives a score that is
 * not a number from 0 to 1 cannot be read. What else it says is passed over. Problems never quote the judge.
 *
 * Source: SPEC.md JU5 to JU7.
 */
export function readVote(
  { text, toolCalls }: Pick<ModelReply, "text" | "toolCalls">,
  { criteria }: JudgedAssertion,
): VoteReading {
  const calls = toolCalls.filter(({ name }) => name === SCORE_TOOL);
  if (calls.length > 1) return { problem: "it gave its scores several times" };
  const [call] = calls;
  if (call !== undefined && call.invalid !== null) return { problem: "its scores are no JSON" };
  const said = call === undefined ? parseText(text ?? "") : call.arguments;
  if (!isMap(said)) return { problem: "it gave no scores" };
  const scores: Score[] = [];
  for (const { name } of criteria) {
    const score = readScore(said, name);
    if (typeof score === "string") return { problem: score };
    scores.push(score);
  }
  return { scores };
}

function readScore(said: Readonly<Record<string, unknown>>, name: string): Score | string {
  const listed = said["scores"];
  const found = Array.isArray(listed)
    ? listed.filter((each) => isMap(each) && each["name"] === name)
    : (isMap(listed) ? [listed] : [said]).flatMap((map) => (Object.hasOwn(map, name) ? [map[name]] : []));
  if (found.length !== 1) return `it gave ${found.length === 0 ? "no score" : `${found.length} scores`} for \`${name}\``;
  const [one]: readonly unknown[] = found;
  const score = isMap(one) ? one["score"] : one;
  if (typeof score !== "number" || !(score >= 0 && score <= 1)) return `its score for \`${name}\` is no number from 0 to 1`;
  const reasoning = isMap(one) ? one["reasoning"] : null;
  return { name, score, reasoning: typeof reasoning === "string" ? reasoning : null };
}

/** JSON as models write it: alone, or with words or a fence of backticks around it. */
function parseText(text: string): unknown {
  const [start, end] = [text.indexOf("{"), text.lastIndexOf("}")];
  if (start === -1 || end < start) return null;
  try {
    return JSON.parse(text.slice(start, end + 1)) as unknown;
  } catch {
    // A vote that cannot be read counts as one.
    return null;
  }
}

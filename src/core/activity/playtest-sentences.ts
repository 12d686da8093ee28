import { countOf } from "../checks/words.ts";
import type { EventPayload } from "../events/event.ts";
import type { EventTone, Sentence, SentenceTable } from "./sentence.ts";

type PlaytestType = Extract<keyof SentenceTable, `playtest.${string}`>;

/** How events about playtests read. What could not be done or decided is never called fine. */
export const PLAYTEST_SENTENCES: Pick<SentenceTable, PlaytestType> = {
  "playtest.started": ({ payload }) => say("▸", "plain", startedWords(payload)),
  "playtest.finished": ({ payload }) => ended(payload, "The suites were not played", finishedWords(payload)),
  "playtest.explored": ({ payload }) => ended(payload, `\`${payload.story}\` was not explored`, exploredWords(payload)),
  "playtest.checked": ({ payload }) => ended(payload, "Goldens were not checked", checkedWords(payload)),
};

function say(icon: string, tone: EventTone, text: string): Sentence {
  return { icon, tone, parts: [text] };
}

/** What was found, or why nothing was. */
function ended({ ok, failure }: { ok: boolean; failure: string | null }, notDone: string, words: string): Sentence {
  if (failure !== null) return say("!", "exception", `${notDone}: ${failure}`);
  return ok ? say("✓", "pass", words) : say("✕", "fail", words);
}

function startedWords({ what, target }: EventPayload<"playtest.started">): string {
  if (what === "check") return "Goldens are being checked";
  if (what === "explore") return `\`${target}\` is being explored`;
  return target === null ? "All suites are being played" : `\`${target}\` is being played`;
}

function finishedWords({ target, cells, outcomes, assertions }: EventPayload<"playtest.finished">): string {
  const stopped = [
    countIf(outcomes.dead_end, "dead end"),
    countIf(outcomes.loop, "loop"),
    countIf(outcomes.error, "error"),
    outcomes.budget === 0 ? [] : [`${outcomes.budget} stopped after the most steps`],
    countIf(assertions.fails, "assertion", " failed"),
    countIf(assertions.unknown, "assertion", " undecided"),
  ].flat();
  const what = target === null ? "All suites were" : `\`${target}\` was`;
  return `${what} played: ${[`${outcomes.ended} of ${countOf(cells, "play")} ended`, ...stopped].join(", ")}`;
}

function exploredWords({ story, complete, plays, findings, coverage }: EventPayload<"playtest.explored">): string {
  const met = coverage === null ? [] : [`${coverage.choices.covered} of ${countOf(coverage.choices.total, "choice")} taken`];
  const seen = complete ? "everything that can happen was seen" : `${countOf(plays, "play")}, not everything was seen`;
  return `\`${story}\` was explored: ${[seen, ...met, countOf(findings, "finding")].join(", ")}`;
}

function checkedWords(payload: EventPayload<"playtest.checked">): string {
  const { unchanged, changed, missing, obsolete, damaged, causes } = payload;
  const found = [
    changed === 0 ? [] : [`${changed} changed for ${countOf(causes, "cause")}`],
    missing === 0 ? [] : [`${missing} missing`],
    obsolete === 0 ? [] : [`${obsolete} obsolete`],
    damaged === 0 ? [] : [`${damaged} damaged`],
  ].flat();
  return `Goldens were checked: ${[`${unchanged} unchanged`, ...found].join(", ")}`;
}

function countIf(count: number, noun: string, after = ""): readonly string[] {
  return count === 0 ? [] : [`${countOf(count, noun)}${after}`];
}

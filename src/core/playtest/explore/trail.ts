import type { FoundPath } from "./found-path.ts";
import type { PlayStart } from "./play-start.ts";

/** How walks came to a place, each on from where an earlier one had been. Nothing is copied until somebody asks: walks are many. */
export interface Trail {
  readonly start: PlayStart;
  /** To where the last walk began; null at the story's start. */
  readonly before: Trail | null;
  /** Of the last walk: its first `count` choices lead here. */
  readonly choices: readonly string[];
  readonly count: number;
  /** Choices from the start to here. */
  readonly length: number;
}

export function beginTrail(start: PlayStart): Trail {
  return { start, before: null, choices: [], count: 0, length: 0 };
}

export function extendTrail(before: Trail, choices: readonly string[], count: number): Trail {
  return { start: before.start, before, choices, count, length: before.length + count };
}

/** The whole way, with what the start's seed draws. */
export function pathOfTrail(trail: Trail): FoundPath {
  const parts: (readonly string[])[] = [];
  for (let at: Trail | null = trail; at !== null; at = at.before) parts.push(at.choices.slice(0, at.count));
  return { start: trail.start, choices: parts.toReversed().flat(), dice: null };
}

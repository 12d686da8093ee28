import { describe, expect, test } from "vitest";
import { TouchstoneError } from "../../../src/core/errors.ts";
import type { PlayOptions, StorySnapshot } from "../../../src/core/playtest/story/story.ts";
import { inkSubject } from "./ink-subject.ts";
import { sceneSubject } from "./scene-subject.ts";
import type { StorySubject } from "./subject.ts";
import { futureOf, goOn, openPlay, picksOf, tellWalk } from "./walk.ts";

const SUBJECTS: readonly StorySubject[] = [sceneSubject, inkSubject];

const WALKS = 12;
const STEPS = 25;
const walks = Array.from({ length: WALKS }, (_, walk) => picksOf(walk, STEPS));

const throughText = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(SUBJECTS)("a $kind", ({ kind, open, openBare, start, unfit }) => {
  const story = open();

  test("[SP1] equal calls on equal plays tell the same, also where the story is opened anew", () => {
    for (const picks of walks) {
      const [one, other] = [openPlay(story), openPlay(open())];
      expect(tellWalk(one, picks)).toEqual(tellWalk(other, picks));
      expect(one.variables()).toEqual(other.variables());
      expect(one.snapshot()).toEqual(other.snapshot());
      expect(one.liveKey()).toBe(other.liveKey());
    }
    expect(open().digest).toBe(story.digest);
    expect(story.kind).toBe(kind);
  });

  test("[SP2] a snapshot, written as JSON and restored into a fresh play, goes on as if nothing had been", () => {
    for (const picks of walks) {
      const play = openPlay(story);
      for (const [step, pick] of picks.entries()) {
        const saved = throughText(play.snapshot());
        const fresh = openPlay(story);
        fresh.restore(saved);
        expect(fresh.moment).toEqual(play.moment);
        expect(fresh.variables()).toEqual(play.variables());
        expect(fresh.liveKey()).toBe(play.liveKey());
        expect(fresh.snapshot()).toEqual(saved);
        if (step % 8 === 0) expect(tellWalk(fresh, picks.slice(step))).toEqual(tellWalk(restored(saved), picks.slice(step)));
        goOn(play, pick);
      }
    }
    function restored(snapshot: StorySnapshot) {
      const play = openPlay(story);
      play.restore(snapshot);
      return play;
    }
  });

  test("[SP2] one play goes back to its own snapshots in any order", () => {
    const play = openPlay(story);
    const picks = walks[0] ?? [];
    const marks = picks.map((pick) => {
      const mark = { snapshot: play.snapshot(), moment: play.moment, variables: play.variables() };
      goOn(play, pick);
      return mark;
    });
    for (const mark of marks.toReversed()) {
      play.restore(mark.snapshot);
      expect([play.moment, play.variables()]).toEqual([mark.moment, mark.variables]);
      goOn(play, 1);
    }
  });

  test("[SP3] neither a moment nor a snapshot changes once it was given", () => {
    const play = openPlay(story);
    const given = [play.moment, play.snapshot(), play.variables()];
    const before = structuredClone(given);
    for (const picks of walks) {
      tellWalk(play, picks);
      play.restore(given[1]);
    }
    expect(given).toEqual(before);
  });

  test("[SP4] a place that is not offered is a RangeError, and nothing has happened", () => {
    const play = openPlay(story);
    for (const pick of walks[1] ?? []) {
      const before = play.snapshot();
      for (const place of [-1, 0.5, play.moment.offered.length, Number.NaN]) expect(() => play.choose(place)).toThrow(RangeError);
      if (play.moment.kind !== "goto") expect(() => play.advance()).toThrow("only a moment of kind goto goes on by itself");
      expect(play.snapshot()).toEqual(before);
      goOn(play, pick);
    }
  });

  const unknown: readonly [name: string, options: Partial<PlayOptions>][] = [
    ["pov", { pov: "nobody" }],
    ["worldline", { worldline: "nobody" }],
    ["prompt pack", { promptPacks: ["nobody"] }],
    ["variable", { variables: { nobody: 1 } }],
    ["value", unfit === undefined ? { variables: { nobody: 1 } } : { variables: { [start.name]: unfit } }],
  ];
  test.each(unknown)("[SP5] a %s that it does not have is STORY_OPTION_UNKNOWN, with a way out", (_, options) => {
    const error = catchError(() => openPlay(story, options));
    expect(error.code).toBe("STORY_OPTION_UNKNOWN");
    expect(error.hint).toMatch(/^[A-Z]/);
  });

  test("[SP5] where it declares no povs, any pov is a label that changes nothing", () => {
    const [plain, labelled] = [openPlay(openBare()), openPlay(openBare(), { pov: "rival" })];
    expect(tellWalk(labelled, walks[0] ?? [])).toEqual(tellWalk(plain, walks[0] ?? []));
    expect(labelled.liveKey()).toBe(plain.liveKey());
    expect(labelled.variables()).toEqual(plain.variables());
  });

  test("[SP5] start values stand over the story's own", () => {
    expect(openPlay(story).variables()[start.name]).not.toEqual(start.value);
    expect(openPlay(story, { variables: { [start.name]: start.value } }).variables()).toEqual({
      ...openPlay(story).variables(),
      [start.name]: start.value,
    });
  });

  test("[SP6] plays that tell less go the same way, and are put to the same tests", () => {
    for (const picks of walks) {
      const [all, coverage, bare] = [
        openPlay(story),
        openPlay(story, { detail: "coverage" }),
        openPlay(story, { detail: "bare" }),
      ];
      for (const pick of picks) {
        const { node, kind: rest, offered, end } = all.moment;
        const ids = offered.map(({ id }) => id);
        for (const other of [coverage, bare]) {
          expect(other.moment).toMatchObject({ node, kind: rest, end });
          expect(other.moment.offered.map(({ id }) => id)).toEqual(ids);
          expect(other.moment.offered.map(({ weight }) => weight)).toEqual(offered.map(({ weight }) => weight));
          expect(other.liveKey()).toBe(all.liveKey());
        }
        expect(coverage.moment.tests).toEqual(all.moment.tests);
        expect(bare.moment.tests).toEqual([]);
        for (const play of [all, coverage, bare]) goOn(play, pick);
      }
    }
  });

  test("[SP7] seeds decide what is drawn: the same seed draws the same, others otherwise", () => {
    const told = Array.from({ length: 20 }, (_, seed) =>
      JSON.stringify(walks.map((picks) => tellWalk(openPlay(story, { seed: String(seed) }), picks))),
    );
    expect(new Set(told).size).toBeGreaterThan(1);
    expect(JSON.stringify(walks.map((picks) => tellWalk(openPlay(story, { seed: "3" }), picks)))).toBe(told[3]);
  });

  test("[SP7] the draws of each stream are numbered from 0, without a gap", () => {
    for (const picks of walks) {
      const counts: Record<string, number> = {};
      for (const told of tellWalk(openPlay(story), picks)) {
        for (const draw of (told as { draws?: { stream: string; n: number }[] } | null)?.draws ?? []) {
          expect(draw.n).toBe(counts[draw.stream] ?? 0);
          counts[draw.stream] = draw.n + 1;
        }
      }
    }
  });

  test("[SP8] where live keys are equal, so is all that can still happen", () => {
    const states = new Map<string, StorySnapshot[]>();
    for (const picks of walks) {
      const play = openPlay(story);
      for (const pick of picks) {
        states.set(play.liveKey(), [...(states.get(play.liveKey()) ?? []), play.snapshot()]);
        goOn(play, pick);
      }
    }
    const futuresAt = (snapshot: StorySnapshot): unknown[] =>
      walks.slice(0, 4).map((picks) => {
        const play = openPlay(story);
        play.restore(snapshot);
        return futureOf(play, picks.slice(0, 10));
      });
    for (const [first, ...others] of states.values()) {
      const expected = futuresAt(first);
      for (const other of others.slice(0, 3)) expect(futuresAt(other)).toEqual(expected);
    }
  });

  test("[SP9] the universe holds every node, choice, ending and condition that a moment names", () => {
    const { universe } = story;
    const nodes = new Set(universe.nodes.map(({ id }) => id));
    const choices = new Set(universe.choices.map(({ node, id }) => `${node}/${id}`));
    const endings = new Set(universe.endings.map(({ id }) => id));
    expect(nodes.has(universe.start)).toBe(true);
    for (const picks of walks) {
      const play = openPlay(story);
      for (const pick of picks) {
        const { node, offered, refused, tests, end } = play.moment;
        expect(nodes.has(node)).toBe(true);
        for (const { id } of [...offered, ...refused]) expect(choices.has(`${node}/${id}`)).toBe(true);
        if (end?.outcome === "ended" && end.ending !== null) expect(endings.has(end.ending)).toBe(true);
        for (const number of tests) expect(universe.conditions?.[Math.trunc(number / 2)]?.node).toBe(node);
        goOn(play, pick);
      }
    }
  });

  test("[SP10] a moment says how it goes on: by a choice, by itself, or not at all", () => {
    const kinds = new Set<string>();
    for (const picks of walks) {
      const play = openPlay(story);
      for (const pick of picks) {
        const { kind: rest, offered, end } = play.moment;
        kinds.add(rest);
        expect([offered.length > 0, end !== null]).toEqual([rest === "choice", rest === "end"]);
        goOn(play, pick);
      }
    }
    expect([...kinds].toSorted()).toEqual(["choice", "end", "goto"]);
  });
});

function catchError(run: () => unknown): TouchstoneError {
  try {
    run();
  } catch (error) {
    if (error instanceof TouchstoneError) return error;
    throw error;
  }
  throw new TypeError("nothing was thrown");
}

import { assert } from "../../core/assert.ts";
import { openStream } from "../../core/canonical/random.ts";
import type { PlayOptions } from "../../core/playtest/story/story.ts";
import type { InkModel } from "./ink-model.ts";
import { RecordedStory } from "./recorded-story.ts";

/** Seeds that the engine's generator takes apart from each other: its modulus is the prime 2^31 - 1. */
const ENGINE_SEEDS = 2_147_483_646;

/** What an engine is made ready with. */
export interface EngineStart {
  readonly model: InkModel;
  /** Engines that no play uses; making one takes as long as a short play. */
  readonly engines: RecordedStory[];
  readonly options: Pick<PlayOptions, "seed" | "dice">;
  /** Puts the start values in. */
  readonly prepare: (story: RecordedStory) => void;
}

/** The engine of one play, which has one only while it needs it. */
export interface HeldEngine {
  /** It, where the play stands; it is put there where it was not. */
  story(): RecordedStory;
  /** It has read on. At an end it is given back. */
  moved(isEnd: boolean): void;
  /** Its state as text. */
  save(): string;
  /** The play stands elsewhere: where `state` was saved; null where a play ends. */
  restore(state: string | null): void;
}

/** Takes an engine and puts it at the story's start. */
export function holdEngine({ model, engines, options, prepare }: EngineStart): HeldEngine {
  const begin = (): RecordedStory => {
    const story = engines.pop() ?? new RecordedStory(model);
    story.ResetState();
    story.seedDraws(1 + openStream(options.seed, "story").nextBelow(ENGINE_SEEDS), options.dice ?? null);
    prepare(story);
    story.lookAnew();
    return story;
  };
  let engine: RecordedStory | null = begin();
  /** Where it stands, or is to be put; null where that was not asked for yet, or the play ends. */
  let saved: string | null = null;

  const giveBack = (): void => {
    // One that broke may be in any state.
    if (engine !== null && engine.failure === null) engines.push(engine);
    engine = null;
  };
  const story = (): RecordedStory => {
    if (engine !== null) return engine;
    assert(saved !== null, "a play that can go on knows where its engine stands");
    engine = begin();
    engine.load(saved);
    engine.lookAnew();
    return engine;
  };
  return {
    story,
    moved(isEnd) {
      saved = null;
      if (isEnd) giveBack();
    },
    save: () => (saved ??= story().save()),
    restore(state) {
      if (state === null || state !== saved) giveBack();
      saved = state;
    },
  };
}

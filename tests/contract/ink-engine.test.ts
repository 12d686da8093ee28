import { expect, test } from "vitest";
import { inkStorySource } from "../../bench/ink-story.ts";
import { openStream } from "../../src/core/canonical/random.ts";
import { randomPolicy } from "../../src/core/playtest/policies/random-policy.ts";
import { playStory } from "../../src/core/playtest/run/play-story.ts";
import { buildModel } from "../../src/adapters/ink/build-model.ts";
import { inkjs } from "../../src/adapters/ink/engine.ts";
import { DEFAULT_MAPPING } from "../../src/adapters/ink/ink-mapping.ts";
import { loadInk } from "../../src/adapters/ink/load-ink.ts";
import { openInk } from "../../src/adapters/ink/open-ink.ts";
import { RecordedStory } from "../../src/adapters/ink/recorded-story.ts";
import { STORIES } from "../../src/adapters/ink/stories.fixture.ts";

const ALL = [...Object.entries(STORIES), ["generated", inkStorySource(60)] as const];

type Engine = InstanceType<typeof inkjs.Story>;

const CHOICES = 40;

/** All that a story says and offers on a walk, with its variables and its state at each stop. */
function tell(story: Engine, walk: number): unknown[] {
  const stream = openStream(walk, "walk");
  story.ResetState();
  story.state.storySeed = 100 + walk;
  const told: unknown[] = [];
  story.onError = (message) => void told.push(message);
  for (let taken = 0; taken < CHOICES; taken += 1) {
    while (story.canContinue) told.push(story.Continue(), [...(story.currentTags ?? [])]);
    told.push(story.currentChoices.map(({ text, tags, sourcePath }) => [text, tags, sourcePath]));
    told.push(JSON.parse(story.state.ToJson()));
    const { length } = story.currentChoices;
    if (length === 0) break;
    story.ChooseChoiceIndex(stream.nextBelow(length));
  }
  return told;
}

test.each(ALL)("[IK17] %s says, offers, sets and counts what it does with inkjs alone", (_, text) => {
  const program = loadInk({ file: "story.ink", text });
  const plain = new inkjs.Story(program.root, [...program.lists]);
  plain.allowExternalFunctionFallbacks = true;
  const recorded = new RecordedStory(buildModel(program, DEFAULT_MAPPING));
  for (let walk = 0; walk < 12; walk += 1) expect(tell(recorded, walk)).toEqual(tell(plain, walk));
});

test.each(ALL)("[SP2] %s leaves the same trace when it is saved and restored before every step", (_, text) => {
  const story = openInk({ file: "story.ink", text });
  for (let seed = 0; seed < 4; seed += 1) {
    const request = {
      suite: null,
      category: null,
      workflow: null,
      pov: null,
      worldline: null,
      seed,
      variables: {},
      promptPacks: [],
      metadata: {},
      maxSteps: CHOICES,
      policy: randomPolicy,
      storyFile: null,
      touchstone: "test",
    };
    const plain = playStory(story, request);
    expect(plain.counts.steps).toBeGreaterThan(1);
    expect(playStory(story, { ...request, heavy: true }).digest).toBe(plain.digest);
    // Ids of choices come from the source, as lines do; what is said and done comes from the code.
    expect(playStory(openInk({ file: "elsewhere/story.ink", text: `// Moved.\n\n${text}` }), request).digest).toBe(plain.digest);
  }
});

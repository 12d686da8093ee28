import { expect, test } from "vitest";
import { inkStorySource } from "../../bench/ink-story.ts";
import { openStream } from "../../src/core/canonical/random.ts";
import { buildModel } from "../../src/adapters/ink/build-model.ts";
import { inkjs } from "../../src/adapters/ink/engine.ts";
import { DEFAULT_MAPPING } from "../../src/adapters/ink/ink-mapping.ts";
import { loadInk } from "../../src/adapters/ink/load-ink.ts";
import { RecordedStory } from "../../src/adapters/ink/recorded-story.ts";
import { STORIES } from "../../src/adapters/ink/stories.fixture.ts";

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

test.each([...Object.entries(STORIES), ["generated", inkStorySource(60)] as const])(
  "[IK17] %s says, offers, sets and counts what it does with inkjs alone",
  (_, text) => {
    const program = loadInk({ file: "story.ink", text });
    const plain = new inkjs.Story(program.root, [...program.lists]);
    plain.allowExternalFunctionFallbacks = true;
    const recorded = new RecordedStory(buildModel(program, DEFAULT_MAPPING));
    for (let walk = 0; walk < 12; walk += 1) expect(tell(recorded, walk)).toEqual(tell(plain, walk));
  },
);

import { digestOf } from "../../core/canonical/digest.ts";
import { byKey } from "../../core/canonical/order.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { PlayOptions, StoryAsset, StoryPlay } from "../../core/playtest/story/story.ts";
import { buildModel } from "./build-model.ts";
import { buildUniverse } from "./build-universe.ts";
import { checkExternals } from "./check-externals.ts";
import { findLiveFacts } from "./find-live-facts.ts";
import { findNodes } from "./find-nodes.ts";
import { damaged, inkError } from "./ink-error.ts";
import { DEFAULT_MAPPING, type InkMapping, mappingFileOf, readInkMapping } from "./ink-mapping.ts";
import type { InkModel } from "./ink-model.ts";
import { openInkPlay } from "./ink-play.ts";
import type { InkProgram } from "./ink-program.ts";
import type { InkSource, InkStory } from "./ink-story.ts";
import { sortTags } from "./line-tags.ts";
import { makeKeyOf } from "./live-key.ts";
import { isCompiled, loadInk } from "./load-ink.ts";
import { POV, readOffers } from "./read-offers.ts";
import { RecordedStory } from "./recorded-story.ts";
import { prepareStory, valueFor } from "./story-options.ts";

/**
 * Opens an ink story for playing: `.ink` source, or the JSON that an ink compiler writes.
 *
 * @param mapping  How its tags are understood; left out, what `<story>.ink.map.yaml` beside it says, else the defaults.
 * @throws TouchstoneError INPUT_INVALID, FILE_SYNTAX or FILE_TOO_LARGE with every problem and its place.
 * Source: SPEC.md IK1-IK19.
 */
export function openInk(source: InkSource, mapping: InkMapping = findMapping(source)): InkStory {
  const program = loadInk(source);
  try {
    return openProgram(program, mapping);
  } catch (error) {
    // Compiled code can be damaged in ways that only show where it is read; compiled here, it cannot.
    if (error instanceof TouchstoneError || !isCompiled(source)) throw error;
    throw damaged(source.file, String(error));
  }
}

function openProgram(program: InkProgram, mapping: InkMapping): InkStory {
  checkExternals(program);
  const built = buildModel(program, mapping);
  const started = new RecordedStory(built);
  const offers = readOffers(program, {
    start: started.values(),
    fits: (name, value) => valueFor(started, { name, value, names: built.names }) !== null,
  });
  const model = { ...built, mapping: { ...mapping, speakers: new Set([...mapping.speakers, ...offers.speakers]) } };
  const id = storyIdOf(program.file);
  const engines: RecordedStory[] = [];
  const keyOf = makeKeyOf(findLiveFacts(model, false));
  const keyOfDiced = makeKeyOf(findLiveFacts(model, true));
  const first = offers.povs.length === 0 ? undefined : started.values()[POV];
  const open = (options: Omit<PlayOptions, "promptPacks"> & Partial<PlayOptions>): StoryPlay =>
    openInkPlay({
      model,
      engines,
      keyOf: options.dice === undefined ? keyOf : keyOfDiced,
      options,
      prepare: (story) => prepareStory(story, { id, model, offers }, { promptPacks: [], ...options }),
    });
  const start = open({ pov: null, worldline: null, variables: {}, seed: "0", detail: "bare" }).moment.node;
  return {
    id,
    kind: "ink",
    title: offers.title,
    digest: digestOf({
      code: program.code,
      assets: mapping.assets,
      kinds: [...mapping.kinds].toSorted(byKey(([key]) => key)),
      speakers: [...model.mapping.speakers].toSorted(),
    }),
    povs: offers.povs,
    defaultPov: typeof first === "string" ? first : ((Array.isArray(first) ? first[0] : null) ?? null),
    worldlines: [...offers.worldlines.keys()],
    promptPacks: [],
    assets: assetsOf(model),
    universe: buildUniverse(model, findNodes(program), start),
    findings: program.findings,
    open,
  };
}

function findMapping({ file, include }: InkSource): InkMapping {
  const name = mappingFileOf(file);
  const text = include?.(name) ?? null;
  if (text === null) return DEFAULT_MAPPING;
  const parsed = readInkMapping({ file: `${file.slice(0, file.lastIndexOf("/") + 1)}${name}`, text });
  if (parsed.kind === "invalid") throw inkError(file, parsed.problems);
  return parsed.value;
}

/** The file's name without its ending, of such letters as names of other stories have. */
function storyIdOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1).replace(/(\.ink)?(\.json)?$/i, "");
  const id = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return id === "" ? "story" : id;
}

/** Assets that tags name always; what a tag computes is known when it is met. */
function assetsOf(model: InkModel): Record<string, StoryAsset> {
  const assets: Record<string, StoryAsset> = {};
  for (const { id, kind } of sortTags([...model.tags.keys()], model).assets) {
    assets[id] ??= { kind, path: null, spec: null, ...model.mapping.assets[id] };
  }
  return assets;
}

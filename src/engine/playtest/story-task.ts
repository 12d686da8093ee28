import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { Story } from "../../core/playtest/story/story.ts";
import type { GraphEdge, GraphNode, OpenedFacts, StoryGraph } from "./facts.ts";
import { loadStory } from "./load-story.ts";
import { problemsIn } from "./problems-error.ts";

/** What can be said of a story without playing it; a file that cannot be opened says why. */
export async function describeStory(file: NamedFile): Promise<OpenedFacts> {
  try {
    return factsOf((await loadStory(file)).story, file);
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return { ...NOTHING, file: file.name, problems: problemsIn(error) };
  }
}

const NOTHING = { id: null, digest: null, kind: null, title: null, povs: [], worldlines: [], counts: null } as const;

function factsOf({ id, digest, kind, title, povs, worldlines, universe }: Story, file: NamedFile): OpenedFacts {
  const counts = { nodes: universe.nodes.length, choices: universe.choices.length, endings: universe.endings.length };
  return { file: file.name, id, digest, kind, title, povs, worldlines, counts, problems: [] };
}

export interface StoryInput {
  readonly file: NamedFile;
}

/**
 * A story as a graph, with what can be found in it without playing it.
 *
 * @throws TouchstoneError what `loadStory` throws.
 */
export async function storyTask({ file }: StoryInput): Promise<StoryGraph> {
  const loaded = await loadStory(file);
  const { universe } = loaded.story;
  return {
    story: factsOf(loaded.story, file),
    nodes: universe.nodes.map((node): GraphNode => {
      const { id, text, type, speaker, ending, line } = node;
      return { id, text, type, speaker, ending, line, isStart: id === universe.start };
    }),
    edges: edgesOf(loaded.story),
    findings: loaded.findFindings(),
  };
}

function edgesOf({ universe }: Story): readonly GraphEdge[] {
  const byChoice = universe.choices.map(({ id, node, text, to }) => ({ from: node, to, choice: id, text }));
  const byItself = universe.nodes.flatMap(({ id, goto }) =>
    goto === null ? [] : [{ from: id, to: goto, choice: null, text: "" }],
  );
  return [...byChoice, ...byItself];
}

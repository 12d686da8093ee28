import { sceneSchema, type Scene } from "../scene/scene.ts";
import type { Moment } from "../story/moment.ts";
import type { PlayOptions, StoryPlay } from "../story/story.ts";
import type { Value } from "../story/value.ts";
import { openScene } from "./open-scene.ts";

/** A scene from the parts that a test is about; `start` is its first node. */
export function sceneOf(
  parts: { readonly nodes: readonly ({ readonly id: string } & Record<string, unknown>)[] } & Record<string, unknown>,
): Scene {
  return sceneSchema.parse({ format: "touchstone.scene/1", id: "fixture", start: parts.nodes[0]?.id, ...parts });
}

export function openPlay(scene: Scene, options: Partial<PlayOptions> = {}): StoryPlay {
  return openScene(scene).open({
    pov: null,
    worldline: null,
    variables: {},
    promptPacks: [],
    seed: "7",
    detail: "all",
    ...options,
  });
}

/** The moment after the actions were done on entering the only node; variables start with these values. */
export function afterActions(
  actions: readonly unknown[],
  variables: Record<string, unknown>,
): { moment: Moment; play: StoryPlay } {
  const play = openPlay(sceneOf({ variables, nodes: [{ id: "only", do: actions, end: "over" }] }));
  return { moment: play.moment, play };
}

/** What the play's first node says of its first choice, when the variables hold these values. */
export function judge(when: unknown, values: Record<string, Value>): Moment {
  const variables = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { type: typeOf(value), default: value }]),
  );
  return openPlay(sceneOf({ variables, nodes: [{ id: "only", choices: [{ id: "go", to: "only", when }] }] })).moment;
}

function typeOf(value: Value): string {
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return Array.isArray(value) ? "list" : value === null ? "integer" : typeof value;
}

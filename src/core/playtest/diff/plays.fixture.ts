import type { z } from "zod";
import { openScene } from "../native/open-scene.ts";
import { firstPolicy } from "../policies/first-policy.ts";
import type { PlaytestTrace } from "../record/playtest-trace.ts";
import type { PlayRequest } from "../run/play-request.ts";
import { playStory } from "../run/play-story.ts";
import { sceneSchema } from "../scene/scene.ts";

/** A scene as its author writes it. */
export type AuthoredScene = z.input<typeof sceneSchema>;
type AuthoredNode = AuthoredScene["nodes"][number];

/** A crossing by night: a lamp is lit, a ferry boarded, a wave weathered. Every kind of change can be made to it. */
export const CROSSING: AuthoredScene = {
  format: "touchstone.scene/1",
  id: "crossing",
  start: "quay",
  povs: ["mc", "ferryman"],
  variables: {
    lamp: { type: "boolean", default: false },
    gold: { type: "integer", default: 3 },
    wave: { type: "integer", default: 0 },
  },
  assets: { fog: { kind: "backgrounds" }, bell: { kind: "music" }, gull: { kind: "music" }, oar: { kind: "props" } },
  worldlines: { storm: { variables: { gold: 1 }, patches: { pier: { text: "The pier shakes." } } } },
  promptPacks: ["NIGHT"],
  nodes: [
    {
      id: "quay",
      text: "Fog lies on the quay.",
      assets: ["fog", "bell"],
      do: [{ type: "set", key: "lamp", value: true }],
      choices: [{ id: "walk", text: "Walk on", to: "pier" }],
    },
    {
      id: "pier",
      text: "The ferry waits.",
      choices: [
        {
          id: "board",
          text: "Board",
          to: "ferry",
          when: { key: "lamp", op: "eq", value: true },
          do: [{ type: "decrement", key: "gold" }],
        },
        { id: "stay", text: "Stay", to: "inn" },
      ],
    },
    { id: "ferry", text: "The wave comes.", do: [{ type: "roll", dice: "1d6", into: "wave" }], goto: "isle" },
    {
      id: "isle",
      text: "Land.",
      choices: [
        { id: "rest", text: "Rest", to: "shore" },
        { id: "look", text: "Look", to: "shore" },
      ],
    },
    { id: "shore", text: "The shore.", end: "across" },
    { id: "inn", text: "The inn is warm.", end: "home" },
  ],
};

/** The crossing with some of its nodes changed. */
export function withNodes(
  changes: Readonly<Record<string, Partial<AuthoredNode>>>,
  scene: AuthoredScene = CROSSING,
): AuthoredScene {
  return { ...scene, nodes: scene.nodes.map((node) => ({ ...node, ...changes[node.id] })) };
}

/** Plays a scene; by the first policy, without a suite, unless told otherwise. */
export function play(scene: AuthoredScene, request: Partial<PlayRequest> = {}): PlaytestTrace {
  const given: PlayRequest = {
    suite: null,
    category: null,
    workflow: null,
    pov: null,
    worldline: null,
    seed: 1,
    variables: {},
    promptPacks: [],
    metadata: {},
    policy: firstPolicy,
    maxSteps: 20_000,
    touchstone: "0.1.0",
    storyFile: null,
    ...request,
  };
  return playStory(openScene(sceneSchema.parse(scene)), given).trace;
}

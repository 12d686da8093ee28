import { openScene } from "../native/open-scene.ts";
import { firstPolicy } from "../policies/first-policy.ts";
import { readScene } from "../scene/read-scene.ts";
import type { Story } from "../story/story.ts";
import { DEFAULT_MAX_STEPS, type PlayRequest } from "./play-request.ts";

/** A harbour at low tide: a roll, a loot, a battle, a loop back, a refused and a hidden choice, all kinds of effects. */
export const HARBOR = `format: touchstone.scene/1
id: harbor
title: Low tide
start: quay
povs: [mira, tomas]
worldlines:
  storm: { variables: { trust: 2 }, patches: { hold: { text: "Dark, and the sea gets in." } } }
variables:
  trust: { type: integer, default: 0, min: -3, max: 3 }
  luck: { type: integer, default: 0 }
  hp: { type: integer, default: 9 }
  rat: { type: integer, default: 4 }
  hurt: { type: integer, default: 0 }
  find: { type: string, default: "" }
assets:
  bg-quay: { kind: backgrounds }
  bg-hold: { kind: backgrounds }
  theme-sea: { kind: music }
  slap: { kind: sfx }
promptPacks: [sea-words]
endings: [sailed, stranded]
nodes:
  - id: quay
    speaker: mira
    text: The tide will not wait.
    assets: [theme-sea, bg-quay]
    narratorRules: { tomas: { text: She looks at the water again. } }
    choices:
      - { id: ask, text: Ask the captain, to: captain, do: [{ type: increment, key: trust }], weight: 3 }
      - { id: sneak, text: Slip aboard, to: hold, when: { key: trust, op: gte, value: 1 }, assets: [slap] }
      - { id: wait, text: Wait for the next tide, to: stranded, visibleTo: [tomas] }
  - id: captain
    speaker: captain
    text: Roll for it.
    do:
      - { type: roll, dice: 1d6, into: luck }
      - { type: loot, table: [{ value: rope }, { value: knife }], into: find }
    choices:
      - { id: back, text: Back to the quay, to: quay, once: true }
      - { id: down, text: Go below, to: hold, do: [{ type: emit, name: rumble, data: 2 }] }
  - id: hold
    text: Dark, and rats.
    assets: [bg-hold]
    do: [{ type: battle, attacker: rat, defender: hp, formula: attacker+1d4, into: hurt }]
    goto: deck
  - { id: deck, text: Wind., end: sailed }
  - { id: stranded, text: Mud., end: stranded }
`;

/** Opens a scene of a test; its problems fail the test. */
export function storyOf(text: string): Story {
  const reading = readScene({ file: "test.scene.yaml", text });
  if (reading.kind === "invalid") throw new Error(reading.problems.map(({ message }) => message).join("\n"));
  return openScene(reading.scene, { linesOf: reading.placeOf });
}

/** A request as tests make it: the first choice always, and what they say. */
export function requestOf(given: Partial<PlayRequest> = {}): PlayRequest {
  return {
    suite: null,
    category: null,
    workflow: null,
    pov: null,
    worldline: null,
    seed: 0,
    variables: {},
    promptPacks: [],
    metadata: {},
    policy: firstPolicy,
    maxSteps: DEFAULT_MAX_STEPS,
    touchstone: "0.0.0",
    storyFile: "story/harbor.scene.yaml",
    ...given,
  };
}

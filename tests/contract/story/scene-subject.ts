import { openScene } from "../../../src/core/playtest/native/open-scene.ts";
import { readScene } from "../../../src/core/playtest/scene/read-scene.ts";
import type { Story } from "../../../src/core/playtest/story/story.ts";
import type { StorySubject } from "./subject.ts";

const SCENE = `
format: touchstone.scene/1
id: ferry
title: The last ferry
start: quay
povs: [pilot, stowaway]
worldlines:
  fog: { variables: { fog: 2 } }
promptPacks: [PLAIN]
variables:
  coins: { type: integer, default: 2, min: 0, max: 9 }
  fog: { type: integer, default: 0 }
  lamp: { type: boolean, default: false }
  found: { type: string, default: nothing }
  hull: { type: integer, default: 12, min: 0 }
  reef: { type: integer, default: 3 }
  blow: { type: integer, default: 0 }
  visits: { type: integer, default: 0 }
assets:
  quay-night: { kind: backgrounds }
  bell: { kind: sfx }
endings: [across, wrecked]
nodes:
  - id: quay
    text: The quay lies dark. Somewhere a bell counts the quarters.
    assets: [quay-night]
    do: [{ type: increment, key: visits }]
    narratorRules:
      stowaway: { text: You keep behind the crates. }
    choices:
      - { id: search, text: Search the nets, to: nets, once: true }
      - { id: wait, text: Wait for the bell, to: bell, weight: 2 }
      - id: board
        text: Board the ferry
        to: river
        when: { any: [{ key: lamp, op: eq, value: true }, { key: coins, op: gte, value: 4 }] }
        do: [{ type: decrement, key: coins, amount: 2 }]
      - { id: hide, text: Hide below, to: river, visibleTo: [stowaway], do: [{ type: set, key: reef, value: 5 }] }
  - id: nets
    speaker: Maren
    text: Take what the tide left.
    do:
      - type: loot
        table: [{ value: rope }, { value: lantern, weight: 2 }, { value: nothing, weight: 0.5 }]
        into: found
    choices:
      - { id: light, text: Light the lantern, to: quay, when: { key: found, op: eq, value: lantern }, do: [{ type: set, key: lamp, value: true }] }
      - { id: leave, text: Leave it, to: quay }
  - id: bell
    text: The bell again.
    assets: [bell]
    do:
      - { type: roll, dice: 1d3, into: fog }
      - { type: emit, name: bell, data: quarter }
    goto: count
  - id: count
    do: [{ type: increment, key: coins }]
    choices:
      - { id: back, text: Go back, to: quay }
      - { id: drift, text: Untie the skiff, to: river, when: [{ key: fog, op: lt, value: 3 }, { not: { key: lamp, op: eq, value: true } }] }
  - id: river
    text: The current takes the boat.
    do: [{ type: battle, attacker: reef, defender: hull, formula: attacker+1d4-1, into: blow }]
    choices:
      - { id: row, text: Row on, to: river, when: { key: hull, op: gt, value: 4 } }
      - { id: land, text: Land, to: shore, when: { key: hull, op: gt, value: 0 } }
      - { id: sink, text: Hold on, to: wreck, when: { key: hull, op: eq, value: 0 } }
  - { id: shore, text: Gravel under the keel., end: across }
  - { id: wreck, end: wrecked }
`;

const BARE = "id: bare\nstart: a\nnodes: [{ id: a, choices: [{ id: stay, to: b }, { id: go, to: b }] }, { id: b, end: home }]\n";

function openText(file: string, text: string): Story {
  const reading = readScene({ file, text });
  if (reading.kind === "invalid") throw new TypeError(reading.problems.map(({ message }) => message).join("\n"));
  return openScene(reading.scene, { linesOf: reading.placeOf });
}

export const sceneSubject: StorySubject = {
  kind: "scene",
  open: () => openText("ferry.yaml", SCENE),
  openBare: () => openText("bare.yaml", BARE),
  start: { name: "coins", value: 5 },
  unfit: "many",
};

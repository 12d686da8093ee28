import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A small scene with a lamp, dice, a loop, two povs and an asset; `policy first` goes round in it, `random` gets home. */
export const MIST = `format: touchstone.scene/1
id: mist
title: Mist on the quay
start: quay
povs: [mina, bo]
variables:
  hp: { type: integer, default: 10, min: 0, max: 20 }
  lamp: { type: boolean, default: false }
assets:
  fog: { kind: backgrounds, path: art/fog.png }
endings: [home, lost]
nodes:
  - id: quay
    text: The fog sits low on the water.
    speaker: Mina
    assets: [fog]
    choices:
      - { id: board, text: Step aboard, to: boat }
      - { id: light, text: Light the lamp, to: boat, do: [{ type: set, key: lamp, value: true }] }
      - { id: leave, text: Go home, to: lost, when: { key: hp, op: lt, value: 5 } }
  - id: boat
    text: The boat rocks.
    do: [{ type: roll, dice: 1d6, into: hp }]
    choices:
      - { id: row, text: Row out, to: home, when: { key: lamp, op: eq, value: true } }
      - { id: back, text: Back to the quay, to: quay }
  - { id: home, type: harbour, text: Home., end: home }
  - { id: lost, text: Lost., end: lost }
`;

/** A suite of the scene, as a project holds it in `suites/`. */
export const MIST_SUITE = `format: touchstone.suite/1
plan:
  mina:
    linear: { scene: ../story/mist.scene.yaml, policy: "script:home.script" }
    choice: { scene: ../story/mist.scene.yaml, seed: 5, variables: { hp: 3 } }
  bo:
    linear: ../story/mist.scene.yaml
assertions:
  - { type: reachable, ending: lost }
`;

/** The files of a small project's stories. */
export const MIST_FILES: Readonly<Record<string, string>> = {
  "story/mist.scene.yaml": MIST,
  "suites/mist.suite.yaml": MIST_SUITE,
  "suites/home.script": "select: light\nselect: row\nend: home\n",
  "art/fog.png": "not a picture, but a file",
};

/** An ink story of two knots, with an include. */
export const TIDE: Readonly<Record<string, string>> = {
  "tide.ink": "INCLUDE rope.ink\n-> pier\n=== pier ===\nThe tide turns.\n* [Wait] -> rope\n* [Go] -> END\n",
  "rope.ink": "=== rope ===\nThe rope holds.\n-> END\n",
};

/** Writes files into a folder, which is made where it is missing; returns their paths by name. */
export function writeFiles(dir: string, files: Readonly<Record<string, string>>): (name: string) => string {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(dir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return (name) => path.join(dir, name);
}

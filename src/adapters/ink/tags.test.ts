import { expect, test } from "vitest";
import { TouchstoneError } from "../../core/errors.ts";
import { mappingFileOf } from "./ink-mapping.ts";
import { openPlay, openStory, walk } from "./stories.fixture.ts";

test("[IK8] tags name assets by their kind, speakers and endings; others are told to the host", () => {
  const text = `# title: The well
# author: nobody
# BG: images/well.png fade 2s
# AUDIOLOOP: rain
A well. # speaker: Ines # shake # light: low
B. # music: stop # Sound: drip # sound: drip
* [Drink # image: cup # gulp]
  Cold. # sip # ending: cold
-> END
`;
  const story = openStory(text);
  expect(story.title).toBe("The well");
  expect(story.assets).toEqual({
    "images/well.png": { kind: "backgrounds", path: null, spec: null },
    rain: { kind: "music", path: null, spec: null },
    drip: { kind: "sfx", path: null, spec: null },
    cup: { kind: "cgs", path: null, spec: null },
  });
  const play = openPlay(story);
  expect(play.moment).toMatchObject({
    lines: [
      { text: "A well.", speaker: "Ines" },
      { text: "B.", speaker: null },
    ],
    assets: ["images/well.png", "rain", "drip"],
    emits: [
      { name: "shake", data: null },
      { name: "light", data: "low" },
    ],
  });
  expect(play.choose(0)).toMatchObject({ assets: ["cup"], emits: [{ name: "gulp", data: null }] });
  expect(play.moment).toMatchObject({ emits: [{ name: "sip", data: null }], end: { ending: "cold" } });
});

test("[IK8] who speaks may stand before a colon, where the name is declared", () => {
  const lines = (text: string): unknown[] => walk(openPlay(openStory(text)), []).flatMap((moment) => moment.lines);
  const said = "Ines: Over here.\nThe door: a shadow.\nOld Maud: No. # speaker: Maud\n-> END\n";
  expect(lines(said)).toEqual([
    { text: "Ines: Over here.", speaker: null },
    { text: "The door: a shadow.", speaker: null },
    { text: "Old Maud: No.", speaker: "Maud" },
  ]);
  expect(lines(`# speakers: Ines, Old Maud\n${said}`)).toEqual([
    { text: "Over here.", speaker: "Ines" },
    { text: "The door: a shadow.", speaker: null },
    { text: "Old Maud: No.", speaker: "Maud" },
  ]);
});

test("[IK9] a mapping's file beside the story adds keys, files, specs and speakers, and is part of the digest", () => {
  const files: Record<string, string> = {};
  const text = "Ines: Hi. # place: quay # bg: sky\n-> END\n";
  const open = () => openStory(text, (name) => files[name] ?? null);
  const before = open();
  files["story.ink.map.yaml"] = `tags: { backgrounds: [Place] }
assets: { quay: { spec: bg-quay }, sky: { path: art/sky.png } }
speakers: [Ines]
`;
  const story = open();
  expect(story.assets).toEqual({
    quay: { kind: "backgrounds", path: null, spec: "bg-quay" },
    sky: { kind: "backgrounds", path: "art/sky.png", spec: null },
  });
  expect(openPlay(story).moment).toMatchObject({ lines: [{ speaker: "Ines" }], assets: ["quay", "sky"], emits: [] });
  expect(before.digest).not.toBe(story.digest);
  files["story.ink.map.yaml"] = "tags: { background: [place] }\n";
  expect(() => open()).toThrow(TouchstoneError);
  expect(["tale/a.ink", "a.ink.json", "C:\\b\\a.json"].map(mappingFileOf)).toEqual(Array(3).fill("a.ink.map.yaml"));
});

test("[IK12] a variable `pov` gives povs: a text's by a tag, a list's by its items", () => {
  const text = '# povs: mira, tomas\nVAR pov = "mira"\n{pov} looks up.\n-> END\n';
  const story = openStory(text);
  expect([story.povs, story.defaultPov]).toEqual([["mira", "tomas"], "mira"]);
  expect(openPlay(story, { pov: "tomas" }).moment.lines[0]?.text).toBe("tomas looks up.");
  const list = openStory("LIST pov = mira, (tomas)\n{pov} looks up.\n-> END\n");
  expect([list.povs, list.defaultPov]).toEqual([["mira", "tomas"], "tomas"]);
  expect(openPlay(list, { pov: "mira" }).moment.lines[0]?.text).toBe("mira looks up.");
  expect(openStory("A.\n-> END\n")).toMatchObject({ povs: [], defaultPov: null });
});

test("[IK12] worldlines are start values, and the caller's stand over them; each keeps its kind", () => {
  const story = openStory(`# worldline: flood water=3 lamp=true bag=bread+rope, name=Old
# worldline: dry
VAR water = 1
VAR half = 0.5
VAR lamp = false
VAR name = "Maud"
VAR next = -> a
LIST bag = bread, rope
-> a
=== a
{water / 2} {half / 2} {lamp} {name} {bag}
-> END
`);
  const said = (options: Parameters<typeof openPlay>[1]): unknown => openPlay(story, options).moment.lines[0]?.text;
  expect(story.worldlines).toEqual(["flood", "dry"]);
  expect(said({ worldline: "flood" })).toBe("1 0.25 true Old bread, rope");
  expect(said({ worldline: "flood", variables: { water: 5, half: 1, bag: "rope" } })).toBe("2 0.5 true Old rope");
  expect(said({ worldline: "dry", variables: { bag: [] } })).toBe("0 0.25 false Maud");
  for (const variables of [
    { water: 1.5 },
    { water: "1" },
    { lamp: 1 },
    { name: 1 },
    { bag: ["salt"] },
    { bag: 1 },
    { next: "-> a" },
    { half: null },
  ]) {
    expect(() => openPlay(story, { variables }), JSON.stringify(variables)).toThrow("cannot start as");
  }
});

test.each([
  ["# worldline: flood depth=3\nA.\n-> END", "the worldline `flood` sets `depth=3`, which is no variable with a value"],
  ["# worldline:\nA.\n-> END", "a worldline has no name"],
  [
    "# worldline: flood water=soon\nVAR water = 1\nA.\n-> END",
    "the worldline `flood` sets `water=soon`, which the variable cannot hold",
  ],
])("[IK12] a worldline that cannot be is a problem when the story is opened", (text, message) => {
  expect(() => openStory(text)).toThrow(message);
});

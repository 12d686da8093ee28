import { describe, expect, test } from "vitest";
import { applyWorldline } from "./apply-worldline.ts";
import { sceneOf } from "./scene.fixture.ts";

const scene = sceneOf({
  id: "pier",
  start: "quay",
  variables: { hp: 10, lamp: true },
  nodes: [
    {
      id: "quay",
      speaker: "Mara",
      text: "The pier.",
      choices: [
        { id: "go", text: "Go", to: "boat", when: { key: "lamp", op: "eq", value: true }, weight: 2 },
        { id: "stay", text: "Stay", to: "quay" },
      ],
    },
    { id: "boat", text: "The boat.", goto: "sea" },
    { id: "sea", end: "home" },
  ],
  worldlines: {
    wet: {
      variables: { hp: 5, lamp: false },
      patches: {
        quay: {
          text: "The pier is under water.",
          choices: [
            { id: "stay", remove: true },
            { id: "swim", text: "Swim", to: "sea" },
          ],
        },
        boat: { end: true, goto: null },
      },
    },
    dark: {
      parent: "wet",
      variables: { hp: 1 },
      patches: { quay: { speaker: null, choices: [{ id: "go", when: null, text: "Grope" }] } },
    },
  },
});

const quayIn = (worldline: string | null) => applyWorldline(scene, worldline).nodes[0];

describe("a worldline", () => {
  test("[SC40] null is the scene itself", () => {
    expect(applyWorldline(scene, null)).toBe(scene);
  });

  test("[SC40] fields and start values replace, those of the nearest last", () => {
    expect(quayIn("wet")).toMatchObject({ speaker: "Mara", text: "The pier is under water." });
    expect(applyWorldline(scene, "wet").variables).toMatchObject({
      hp: { type: "integer", default: 5 },
      lamp: { default: false },
    });
    expect(applyWorldline(scene, "dark").variables).toMatchObject({ hp: { default: 1 }, lamp: { default: false } });
    expect(quayIn("dark")?.text).toBe("The pier is under water.");
  });

  test("[SC40] what no patch touches stays the same object", () => {
    expect(applyWorldline(scene, "dark").nodes[2]).toBe(scene.nodes[2]);
  });

  test("[SC41] choices are changed, taken out and added by id", () => {
    expect(quayIn("wet")?.choices.map(({ id }) => id)).toEqual(["go", "swim"]);
    expect(quayIn("wet")?.choices[0]).toEqual(scene.nodes[0]?.choices[0]);
    expect(quayIn("wet")?.choices[1]).toEqual({ ...scene.nodes[0]?.choices[1], id: "swim", text: "Swim", to: "sea" });
    expect(quayIn("dark")?.choices[0]).toMatchObject({ text: "Grope", to: "boat", weight: 2 });
  });

  test("[SC44] what single povs hear is merged by pov: one that a patch does not name keeps its rule", () => {
    const rules = { mara: { text: "Home." }, hush: { hidden: true }, owl: { text: "Hoo." } };
    const heard = sceneOf({
      id: "heard",
      start: "quay",
      povs: ["mara", "hush", "owl"],
      nodes: [{ id: "quay", text: "The pier.", narratorRules: rules, end: true }],
      worldlines: {
        wet: { patches: { quay: { narratorRules: { mara: { speaker: "Mara" } } } } },
        dark: { parent: "wet", patches: { quay: { narratorRules: { hush: {} } } } },
      },
    });
    expect(applyWorldline(heard, "dark").nodes[0]?.narratorRules).toEqual({
      mara: { speaker: "Mara", hidden: false },
      hush: { hidden: false },
      owl: { text: "Hoo.", hidden: false },
    });
  });

  test("[SC42] null takes out what can be done without", () => {
    expect(applyWorldline(scene, "wet").nodes[1]).toEqual({ ...scene.nodes[1], goto: undefined, end: "boat" });
    expect("goto" in (applyWorldline(scene, "wet").nodes[1] ?? {})).toBe(false);
    expect("speaker" in (quayIn("dark") ?? {})).toBe(false);
    expect("when" in (quayIn("dark")?.choices[0] ?? {})).toBe(false);
  });

  test("[SC40] a name that only objects have by nature is no worldline", () => {
    expect(() => applyWorldline(scene, "toString")).toThrow("worldline `toString` exists");
  });
});

import { expect, test } from "vitest";
import { classesByPack, compareClasses } from "./pack-classes.ts";

const info = {
  KSampler: { python_module: "nodes" },
  Blend: { python_module: "comfy_extras.nodes_post_processing" },
  WindB: { python_module: "custom_nodes.wind-lights" },
  WindA: { python_module: "custom_nodes.wind-lights" },
  Deep: { python_module: "custom_nodes.a.b" },
  Odd: { python_module: 7 },
  Odder: null,
};

test("[EO6] a class belongs to the pack that its module names", () => {
  expect(classesByPack(info)).toEqual({ "a.b": ["Deep"], comfyui: ["Blend", "KSampler"], "wind-lights": ["WindA", "WindB"] });
  expect(Object.keys(classesByPack(info))).toEqual(["a.b", "comfyui", "wind-lights"]);
  for (const nothing of [null, [], "no", 7, undefined]) expect(classesByPack(nothing)).toEqual({});
  const hostile = JSON.parse(`{"__proto__": {"python_module": "custom_nodes.__proto__"}}`) as unknown;
  expect(Object.getPrototypeOf(classesByPack(hostile))).toBe(Object.prototype);
});

test("[EO7] classes are compared over all packs", () => {
  const base = { comfyui: ["Blend", "KSampler"], old: ["Moved", "Gone"] };
  const candidate = { comfyui: ["KSampler"], fresh: ["Moved", "New"] };
  expect(compareClasses(base, candidate)).toEqual({
    added: ["New"],
    removed: ["Blend", "Gone"],
    byPack: { comfyui: 1, fresh: 2 },
  });
  expect(compareClasses(null, candidate)).toMatchObject({ added: [], removed: [] });
});

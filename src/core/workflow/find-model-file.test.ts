import { expect, test } from "vitest";
import { findModelFile } from "./find-model-file.ts";

const CHOICES = [
  "sdxl/base.safetensors",
  "base.safetensors",
  "sdxl\\pony_v6.safetensors",
  "old/ember.safetensors",
  "new/ember.safetensors",
];

test.each([
  ["base.safetensors", "base.safetensors"],
  ["sdxl/pony_v6.safetensors", "sdxl\\pony_v6.safetensors"],
  ["models/pony_v6.safetensors", "sdxl\\pony_v6.safetensors"],
  ["new\\ember.safetensors", "new/ember.safetensors"],
])("[W50] %s is found as %s", (file, found) => {
  expect(findModelFile(CHOICES, file)).toEqual({ found });
});

test("[W50] a base name that several files have finds none of them", () => {
  expect(findModelFile(CHOICES, "other/ember.safetensors")).toMatchObject({ found: null });
});

test.each([
  ["sdxl/pony_v7.safetensors", "sdxl\\pony_v6.safetensors"],
  ["ponyv6.ckpt", "sdxl\\pony_v6.safetensors"],
  ["pony_v6_pruned_final.safetensors", "sdxl\\pony_v6.safetensors"],
  ["Base.safetensors", "sdxl/base.safetensors"],
  ["zzz.safetensors", null],
])("[W51] nearest to %s is %s", (file, nearest) => {
  expect(findModelFile(CHOICES, file)).toEqual({ found: null, nearest });
});

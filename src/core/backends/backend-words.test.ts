import { expect, test } from "vitest";
import { backendName, findModels, healthMark, memoryWords, queueWords, shownWords, sourceWords } from "./backend-words.ts";

test("health is said in a word of its own, and what is switched off is neither up nor down", () => {
  const words = (["up", "down", "unknown"] as const).map((health) => healthMark({ enabled: true, health }).word);
  expect(words).toEqual(["up", "down", "not asked yet"]);
  expect(healthMark({ enabled: false, health: "down" }).word).toBe("switched off");
});

test("memory is said as far as it is known", () => {
  const device = { name: "cuda:0", type: "cuda", vramTotalBytes: 24 * 1024 ** 3, vramFreeBytes: 21.44 * 1024 ** 3 };
  expect(memoryWords(device)).toBe("21.4 of 24 GiB free");
  expect(memoryWords({ ...device, vramFreeBytes: null })).toBe("24 GiB");
  expect(memoryWords({ ...device, vramTotalBytes: null })).toBe("21.4 GiB free");
  expect(memoryWords({ ...device, vramTotalBytes: null, vramFreeBytes: null })).toBeNull();
});

test("a queue that is not known is no empty one", () => {
  expect(queueWords(null)).toBe("—");
  expect(queueWords({ running: 0, pending: 0 })).toBe("empty");
  expect(queueWords({ running: 1, pending: 3 })).toBe("1 running, 3 waiting");
});

test("a server is called by its id, and says where it is named", () => {
  expect(backendName({ id: "builtin", kind: "builtin" })).toBe("Built-in renderer");
  expect(backendName({ id: "studio-pc", kind: "comfyui" })).toBe("studio-pc");
  expect(sourceWords("flag")).toBe("by --backend, until this server ends");
});

test("models are found by any words of their names", () => {
  const models = ["SDXL/pony_v6.safetensors", "sdxl_base.safetensors", "flux.safetensors"];
  expect(findModels(models, "sdxl")).toEqual(models.slice(0, 2));
  expect(findModels(models, "v6 pony")).toEqual(models.slice(0, 1));
  expect(findModels(models, " ")).toEqual(models);
  expect(findModels(models, "nothing")).toEqual([]);
});

test("a list that is cut says so", () => {
  expect(shownWords(812, 40)).toBe("40 of 812 shown: type to find the others");
  expect(shownWords(3, 3)).toBe("3 found");
  expect(shownWords(0, 0)).toBe("None has that name");
});

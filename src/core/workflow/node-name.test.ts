import { expect, test } from "vitest";
import { nodeName } from "./node-name.ts";

test("a node is called by its title, else by its class, and one that the file does not have by nothing", () => {
  const graph = {
    "3": { class_type: "KSampler", inputs: {} },
    "6": { class_type: "CLIPTextEncode", inputs: {}, _meta: { title: "Positive" } },
  };
  expect(["3", "6", "lora-0", null].map((id) => nodeName(graph, id))).toEqual(["KSampler", "Positive", null, null]);
});

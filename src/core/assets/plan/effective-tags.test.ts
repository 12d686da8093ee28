import { expect, test } from "vitest";
import { planWith } from "../../../../tests/support/records.ts";

const SAFETENSORS = { file: "frame.safetensors", sha256: "a".repeat(64) };

test("[P51] the tag of a spec's asset type brings its contract, its words and its LoRAs without being written in the spec", () => {
  const plan = planWith({
    tags: [
      {
        id: "assetType:ui_icon",
        title: "Icons",
        models: { required: [{ lora: "framed" }] },
        prompt: { pony: [{ id: "framed", text: "framed icon" }] },
        contract: { marginPx: 3 },
      },
    ],
    loras: [{ id: "framed", scope: "tag", checkpoints: ["pony"], ...SAFETENSORS }],
  });
  expect(plan.contract.marginPx).toEqual({ value: 3, layer: "tag", recordId: "assetType:ui_icon" });
  expect(plan.prompt?.positive).toContain("framed icon");
  expect(plan.stack.map((entry) => entry.lora)).toEqual(["framed"]);
});

test("[P51] a LoRA recommended for an asset type is found by it", () => {
  const plan = planWith({
    spec: { loraPolicy: { preferRecommended: true } },
    loras: [{ id: "icons", scope: "project", checkpoints: ["pony"], recommendedFor: ["assetType:ui_icon"], ...SAFETENSORS }],
  });
  expect(plan.stack.map((entry) => entry.lora)).toEqual(["icons"]);
});

test("[P51] a derived tag without words for the checkpoint is no unmapped tag, even where those block", () => {
  const plan = planWith({
    profile: { unmappedTags: "block" },
    tags: [{ id: "assetType:ui_icon", title: "Icons", contract: { marginPx: 1 } }],
  });
  expect(plan.explanation.blocked).toEqual([]);
});

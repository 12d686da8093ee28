import { expect, test } from "vitest";
import { WORKFLOW_FILES } from "../../../tests/support/workflows.ts";
import { readProject } from "./read-project.ts";
import { listChoices } from "./record-choices.ts";

const SHA = "0".repeat(64);
const FILES: Readonly<Record<string, string>> = {
  "touchstone.yaml":
    "id: g\ntitle: G\npolicies: { assetTypes: { logo: {} }, entities: { families: { beast: { paletteMaxDistance: 1 } } } }\n",
  "tags.yaml": "tags: [{ id: 'item:gem', title: Gem }, { id: 'item:axe', title: Axe }]\n",
  "checkpoints/pony.yaml": "id: pony\ntitle: Pony\nfamily: pony\nsupportedAssetTypes: [ui_icon]\n",
  "profiles/pony/plain.v2.yaml": "id: plain\nversion: 2\ncheckpointId: pony\npresets: { night: {}, day: {} }\n",
  "profiles/pony/plain.v10.yaml": "id: plain\nversion: 10\ncheckpointId: pony\npresets: { dusk: {} }\n",
  "profiles/copax/plain.v1.yaml": "id: plain\nversion: 1\ncheckpointId: copax\n",
  "baselines/wick.yaml": "id: wick\ncheckpointId: pony\nprofile: plain\n",
  "loras/brush.yaml": `id: brush\nscope: project\nfile: b.safetensors\nsha256: "${SHA}"\ncheckpoints: [pony, copax]\n`,
  "entities/gem.yaml": "id: gem\ntitle: Gem\nkind: item\n",
  "specs/gem.yaml": "id: gem\ntitle: Gem\nassetType: sprite\noutput: { kind: single_image }\n",
  "specs/broken.yaml": "id: broken\n",
  ...WORKFLOW_FILES,
};

test("[A65] every name of a valid record is offered once, sorted, with the checkpoints it fits", () => {
  const { files } = readProject(Object.entries(FILES).map(([file, text]) => ({ file, text })));
  expect(listChoices(files)).toEqual({
    checkpoints: [{ id: "pony", title: "Pony", assetTypes: ["ui_icon"] }],
    profiles: [
      { id: "plain", title: null, checkpoints: ["copax"], versions: [1], presets: [] },
      { id: "plain", title: null, checkpoints: ["pony"], versions: [2, 10], presets: ["dusk"] },
    ],
    baselines: [{ id: "wick", title: null, checkpoints: ["pony"], profile: "plain" }],
    loras: [{ id: "brush", title: null, checkpoints: ["pony", "copax"], scope: "project", assetTypes: [] }],
    tags: [
      { id: "item:axe", title: "Axe" },
      { id: "item:gem", title: "Gem" },
    ],
    entities: [{ id: "gem", title: "Gem", kind: "item" }],
    specs: [{ id: "gem", title: "Gem" }],
    workflows: [{ id: "flow", title: null }],
    assetTypes: ["logo", "sprite", "ui_icon"],
    presets: ["dusk"],
    entityKinds: ["beast", "item"],
  });
});

import { expect, test } from "vitest";
import type { NodeRecord } from "../truth/node-record.ts";
import type { Composition } from "./composition.ts";
import { withNode, withoutNode } from "./with-node.ts";

function pack(id: string, parts: Partial<NodeRecord> = {}): NodeRecord {
  const treeHash = `sha256:${"0".repeat(64)}`;
  const owned = { managedDeps: [], pinsOwned: [], buildsOwned: [] };
  return { id, url: null, commit: null, treeHash, group: `node-${id}`, ...owned, enabled: true, ...parts };
}

const BASE: Composition = {
  truth: {
    requiresPython: "==3.11.*",
    environments: [],
    core: ["torch==2.5.1"],
    groups: { "node-glow": ["numpy<2"], "node-wind": [] },
    overrides: ["click==8.1.0", "numpy==1.26.4"],
    indexes: [],
    sources: {},
    excludeNewer: null,
    buildsAllowed: ["by-hand", "glow-lib"],
  },
  nodes: [pack("glow", { managedDeps: ["numpy<2"], pinsOwned: ["numpy==1.26.4"], buildsOwned: ["glow-lib"] }), pack("wind")],
};

test("[EK1][EK2] a new pack brings its group, also an empty one, and changes no other", () => {
  const { truth, nodes } = withNode(BASE, pack("fog"));
  expect(truth.groups).toEqual({ "node-glow": ["numpy<2"], "node-wind": [], "node-fog": [] });
  expect(truth.core).toEqual(["torch==2.5.1"]);
  expect(nodes.map(({ id }) => id)).toEqual(["fog", "glow", "wind"]);
});

test("[EK1] an updated pack is replaced whole", () => {
  const { truth, nodes } = withNode(BASE, pack("glow", { managedDeps: ["scipy"] }));
  expect(truth.groups).toEqual({ "node-glow": ["scipy"], "node-wind": [] });
  expect(truth.overrides).toEqual(["click==8.1.0"]);
  expect(truth.buildsAllowed).toEqual(["by-hand"]);
  expect(nodes).toHaveLength(2);
});

test("[EK3] a removed pack takes its group, pins and builds; what another owns too stays", () => {
  expect(withoutNode(BASE, "glow")).toMatchObject({
    truth: { groups: { "node-wind": [] }, overrides: ["click==8.1.0"], buildsAllowed: ["by-hand"] },
    nodes: [{ id: "wind" }],
  });
  const shared = withNode(BASE, pack("fog", { pinsOwned: ["numpy==1.26.4"], buildsOwned: ["glow-lib"] }));
  expect(withoutNode(shared, "glow").truth).toMatchObject({
    overrides: ["click==8.1.0", "numpy==1.26.4"],
    buildsAllowed: ["by-hand", "glow-lib"],
  });
  expect(withoutNode(BASE, "nobody")).toEqual(BASE);
});

test("[EK4] the last pin of a package holds, and whoever owned the one before owns it too", () => {
  const { truth, nodes } = withNode(BASE, pack("fog", { pinsOwned: ["numpy==2.1.0"] }));
  expect(truth.overrides).toEqual(["click==8.1.0", "numpy==2.1.0"]);
  expect(nodes.map(({ pinsOwned }) => pinsOwned)).toEqual([["numpy==2.1.0"], ["numpy==2.1.0"], []]);
  const left = withoutNode({ truth, nodes }, "fog");
  expect(left.truth.overrides).toEqual(["click==8.1.0", "numpy==2.1.0"]);
});

test("[EK5] what a person put there stays until a pack pins the same package", () => {
  expect(withNode(BASE, pack("fog", { pinsOwned: ["click==9"] })).truth.overrides).toEqual(["click==9", "numpy==1.26.4"]);
});

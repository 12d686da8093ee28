import { expect, test } from "vitest";
import { envIdOf } from "./env-id.ts";
import { readNodesFile, renderNodesFile } from "./nodes-file.ts";
import { NODE } from "./truth.fixture.ts";

const file = "nodes.json";
const OTHER = { ...NODE, id: "B-pack", group: "node-b-pack" };

test("[ET8] the same node packs give the same bytes, which read as they were", () => {
  const text = renderNodesFile([NODE, OTHER]);
  const { enabled, ...rest } = NODE;
  expect(renderNodesFile([OTHER, { enabled, ...rest }])).toBe(text);
  expect(readNodesFile({ file, text })).toEqual([OTHER, NODE]);
  expect(readNodesFile({ file, text: renderNodesFile([]) })).toEqual([]);
});

test.each([
  ["{", "is damaged", 1],
  [renderNodesFile([NODE]).replace("true", "1"), "`nodes[0].enabled` must be `true` or `false`", 15],
  [renderNodesFile([NODE, { ...NODE, group: "node-x" }]), "two node packs have the id `Pack`", undefined],
  [renderNodesFile([NODE, { ...NODE, id: "pack" }]), "two node packs have the group `node-pack`", undefined],
  ["nodes: []\nformat: touchstone.nodes/1", "YAML but not JSON", 1],
])("[ET6][ET8] what is no nodes.json is damage: %#", (text, message, line) => {
  const read = () => readNodesFile({ file, text });
  const place = line === undefined ? undefined : (expect.objectContaining({ file, line }) as object);
  expect(read).toThrow(
    expect.objectContaining({ code: "ENV_DAMAGED", message: expect.stringContaining(message) as string, place }),
  );
});

test("[ET9] declarations, resolution, Python and code make another environment; owners and disabled packs do not", () => {
  const python = { version: "3.11.7", implementation: "CPython", platform: "linux-x86_64" };
  const identity = { pyproject: "p", lock: "l", nodes: [NODE, OTHER], python };
  const id = envIdOf(identity);
  expect(envIdOf({ ...identity, nodes: [OTHER, { ...NODE, pinsOwned: ["numpy==1"], managedDeps: [] }] })).toBe(id);
  const disabled = { ...NODE, id: "off", group: "node-off", enabled: false };
  expect(envIdOf({ ...identity, nodes: [NODE, OTHER, disabled] })).toBe(id);
  const others = [
    { ...identity, pyproject: "q" },
    { ...identity, lock: "m" },
    { ...identity, python: { ...python, version: "3.11.8" } },
    { ...identity, nodes: [NODE] },
    { ...identity, nodes: [{ ...NODE, commit: "c".repeat(40) }, OTHER] },
    { ...identity, nodes: [{ ...NODE, treeHash: `sha256:${"d".repeat(64)}` }, OTHER] },
  ];
  expect(new Set([id, ...others.map(envIdOf)]).size).toBe(others.length + 1);
});

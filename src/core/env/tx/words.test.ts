import { expect, test } from "vitest";
import type { NodeRecord } from "../truth/node-record.ts";
import { diffNodes } from "./diff-nodes.ts";
import { findByPrefix } from "./find-by-prefix.ts";
import { intentOf } from "./tx.fixture.ts";
import { countSnapshots, describeMove, MOVE_KINDS, snapshotsOf } from "./move-kinds.ts";

function node(id: string, parts: Partial<NodeRecord> = {}): NodeRecord {
  const owned = { managedDeps: [], pinsOwned: [], buildsOwned: [] };
  return { id, url: null, commit: null, treeHash: "sha256:a", group: `node-${id}`, ...owned, enabled: true, ...parts };
}

test("[EM19] node packs differ by commit, files or whether they are loaded, and by nothing else", () => {
  const before = [node("b"), node("c"), node("d"), node("e"), node("z"), node("y")];
  const after = [
    node("x"),
    node("a"),
    node("b"),
    node("c", { treeHash: "sha256:b" }),
    node("d", { commit: "1" }),
    node("e", { enabled: false }),
  ];
  expect(diffNodes(before, after)).toEqual({ added: ["a", "x"], removed: ["y", "z"], changed: ["c", "d", "e"] });
  expect(diffNodes([node("b", { managedDeps: ["numpy"] })], [node("b")]).changed).toEqual([]);
});

test("[EM20] an id may be said by its beginning where only one begins so", () => {
  const ids = ["0190aa", "0190ab", "0190b"];
  expect(findByPrefix(ids, "0190B")).toBe("0190b");
  expect(findByPrefix(ids, "0190a")).toBe(2);
  expect(findByPrefix(ids, "0191")).toBe(0);
  expect(findByPrefix(["0190", "01901"], "0190")).toBe("0190");
});

test("[EM12] an intent's ids are those of the snapshots that its kind takes, each of the generation it describes", () => {
  expect(snapshotsOf(intentOf())).toEqual([
    { id: "before", reason: "pre-promote", generation: 4, isBefore: true, ref: intentOf().txid },
    { id: "after", reason: "post-promote", generation: 5, isBefore: false, ref: intentOf().txid },
  ]);
  const rollback = intentOf({ kind: "rollback", txid: null, nodeId: null, ref: "3", snapshots: ["only"] });
  expect(snapshotsOf(rollback)).toEqual([{ id: "only", reason: "pre-rollback", generation: 4, isBefore: true, ref: "3" }]);
  expect(snapshotsOf(intentOf({ kind: "init", from: null, to: 1, snapshots: ["first"] }))).toMatchObject([
    { reason: "init", generation: 1, isBefore: false },
  ]);
  expect(snapshotsOf(intentOf({ kind: "rollback", snapshots: [] }))).toEqual([]);
  expect(snapshotsOf(intentOf({ kind: "build", snapshots: ["odd"] }))).toEqual([]);
  const counts = (["build", "init", "promote", "remove", "rollback", "import"] as const).map(countSnapshots);
  expect(counts).toEqual([0, 1, 2, 2, 1, 1]);
});

test("[EM9] each kind of move has its own line and sentence", () => {
  const sentence = (kind: keyof typeof MOVE_KINDS) =>
    describeMove(intentOf({ kind, ref: "3", nodeId: kind === "rollback" ? null : "glow" }), "done");
  expect(sentence("promote")).toBe("Promoted glow: generation 4 to 5");
  expect(sentence("remove")).toBe("Removed glow: generation 4 to 5");
  expect(sentence("rollback")).toBe("Rolled back to 3: generation 4 to 5");
  expect(sentence("import")).toBe("Imported generation 4 to 5");
  expect(describeMove(intentOf({ kind: "init", from: null, to: 1 }), "done")).toBe("Began with generation 1");
  expect(describeMove(intentOf(), "failed")).toBe("Did not promote glow: production is generation 4");
});

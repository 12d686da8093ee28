import { expect, test } from "vitest";
import type { NodeRecord } from "../truth/node-record.ts";
import { nodeChanges } from "./node-changes.ts";
import { changesWords, packageChanges } from "./package-changes.ts";

const NOTHING = { added: [], removed: [], changed: [], startupHooks: { added: [], removed: [] } };
const hook = (name: string, owner: string | null) => ({ kind: "pth" as const, name, owner, digest: "d" });

test("[EV6] every difference is listed: core first, then what runs by itself, then the others by name", () => {
  const lines = packageChanges(
    {
      added: [
        { name: "zeta", version: "1" },
        { name: "alpha", version: "2" },
      ],
      removed: [{ name: "beta", version: "3" }],
      changed: [{ name: "torch", before: "2.5.1", after: "2.6.0" }],
      startupHooks: { added: [hook("evil.pth", null)], removed: [hook("old.pth", "gamma")] },
    },
    ["torch"],
  );
  expect(lines.map(({ kind, name, before, after }) => `${kind} ${name} ${before} ${after}`)).toEqual([
    "changed torch 2.5.1 2.6.0",
    "hook_added evil.pth null no package",
    "hook_removed old.pth gamma null",
    "added alpha null 2",
    "removed beta 3 null",
    "added zeta null 1",
  ]);
  expect(lines.map(({ isCore }) => isCore)).toEqual([true, true, true, false, false, false]);
  expect(changesWords(lines)).toBe("2 added, 1 removed, 1 changed, 1 new startup hook, 1 startup hook gone");
});

test("[EV6] that nothing changed is said", () => {
  expect(changesWords(packageChanges(NOTHING, []))).toBe("the same");
});

const node = (id: string, parts: Partial<NodeRecord> = {}): NodeRecord => ({
  id,
  url: null,
  commit: "3f2a1b0c".padEnd(40, "0"),
  treeHash: `sha256:${"a".repeat(64)}`,
  group: `node-${id}`,
  managedDeps: [],
  pinsOwned: [],
  buildsOwned: [],
  enabled: true,
  ...parts,
});

test("[EV6] node packs differ by commit, by content without one, and by whether they are loaded", () => {
  const files = { commit: null, treeHash: `sha256:${"b".repeat(64)}` };
  const before = [node("gone"), node("same"), node("moved"), node("copied", { commit: null }), node("off")];
  const after = [
    node("off", { enabled: false }),
    node("new"),
    node("same"),
    node("moved", { commit: "99".padEnd(40, "0") }),
    node("copied", files),
  ];
  expect(nodeChanges(before, after).map(({ kind, name, before: was, after: is }) => `${kind} ${name}: ${was} ${is}`)).toEqual([
    "changed copied: files aaaaaaaa files bbbbbbbb",
    "removed gone: 3f2a1b0c null",
    "changed moved: 3f2a1b0c 99000000",
    "added new: null 3f2a1b0c",
    "changed off: 3f2a1b0c 3f2a1b0c, not loaded",
  ]);
});

import type { NodeRecord } from "./node-record.ts";
import type { Truth } from "./truth.ts";

/** A truth with something of everything, its sets sorted. */
export const TRUTH: Truth = {
  requiresPython: "==3.11.*",
  environments: ["sys_platform == 'linux' and platform_machine == 'x86_64'"],
  core: ["numpy==1.26.4", "torch==2.5.1"],
  groups: { "node-a": ["calm-lib>=1", 'pillow; python_version < "3.13"'], "node-b": [] },
  overrides: ["numpy==1.26.4"],
  indexes: [
    { name: "torch", url: "/wheels/torch", format: "flat", explicit: true, default: false },
    { name: "default", url: "https://pypi.org/simple", format: "simple", explicit: false, default: true },
  ],
  sources: { torch: "torch" },
  excludeNewer: "7 days",
  buildsAllowed: ["source-only-lib"],
};

export const NODE: NodeRecord = {
  id: "Pack",
  url: "https://example.org/pack.git",
  commit: "a".repeat(40),
  treeHash: `sha256:${"b".repeat(64)}`,
  group: "node-pack",
  managedDeps: ["calm-lib>=1"],
  pinsOwned: [],
  buildsOwned: [],
  enabled: true,
};

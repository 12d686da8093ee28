import { describe, expect, test } from "vitest";
import { coreImpactOf } from "./core-impact.ts";
import { coreOriginsMoved } from "./core-origin.ts";
import { diffPackages, type Installed } from "./diff-packages.ts";
import type { StartupHook } from "./package-set.ts";

const before: Installed = {
  packages: [
    { name: "torch", version: "2.5.1" },
    { name: "pillow", version: "10.0" },
    { name: "wax", version: "1.0" },
  ],
  startupHooks: [hook("console_script", "wax", "wax", "one"), hook("pth", "a.pth", null, "one")],
};
const after: Installed = {
  packages: [
    { name: "zeal", version: "3.0" },
    { name: "torch", version: "2.6.0" },
    { name: "pillow", version: "10.0" },
    { name: "amber", version: "1.0" },
  ],
  startupHooks: [
    hook("pth", "a.pth", null, "two"),
    hook("sitecustomize", "sitecustomize.py", null, "s"),
    hook("console_script", "zeal", "zeal", "z"),
    hook("console_script", "pillow-run", "pillow", "p"),
  ],
};

function hook(...[kind, name, owner, digest]: readonly [StartupHook["kind"], string, string | null, string]): StartupHook {
  return { kind, name, owner, digest };
}

describe("differences of two environments", () => {
  const diff = diffPackages(before, after);

  test("[EG1] packages that came, went and moved, by name", () => {
    expect(diff.added.map(({ name }) => name)).toEqual(["amber", "zeal"]);
    expect(diff.removed).toEqual([{ name: "wax", version: "1.0" }]);
    expect(diff.changed).toEqual([{ name: "torch", before: "2.5.1", after: "2.6.0" }]);
  });

  test("[EG2] a hook with another content is new, and one that stays is no change", () => {
    expect(diff.startupHooks.added.map(({ name }) => name)).toEqual(["pillow-run", "zeal", "a.pth", "sitecustomize.py"]);
    expect(diff.startupHooks.removed.map(({ name }) => name)).toEqual(["wax"]);
    expect(diffPackages(before, before).startupHooks).toEqual({ added: [], removed: [] });
  });

  test("[EG3] [EG4] core packages that move, and what runs by itself from now on, are core impact; a new package's script is not", () => {
    expect(coreImpactOf(diff, ["Torch", "numpy"]).map(({ name }) => name)).toEqual([
      "a.pth",
      "pillow-run",
      "sitecustomize.py",
      "torch",
    ]);
    const taken = coreImpactOf(diff, [], [hook("console_script", "zeal", "wax", "one")]);
    expect(taken.map(({ name }) => name)).toContain("zeal");
    expect(coreImpactOf(diff, [])).not.toContainEqual({ name: "torch", before: "2.5.1", after: "2.6.0" });
  });

  test("[EG7] a core package of the same version that comes from elsewhere is core impact", () => {
    const of = (source: string, version = "2.5.1") => ({
      lock: {
        schemaVersion: 1,
        packages: ["numpy", "torch", "wax"].map((name) => ({ name, version, source, isSourceOnly: false, needs: [] })),
      },
      buildsAllowed: [] as readonly string[],
    });
    const index = of("https://pypi.org/simple");
    const moved = coreOriginsMoved(index, of("https://me:secret@example.org/x.whl"), ["Torch"]);
    expect(moved).toEqual([
      { name: "torch", before: "2.5.1 from https://pypi.org/simple", after: "2.5.1 from https://example.org/x.whl" },
    ]);
    expect(coreOriginsMoved(index, { ...index, buildsAllowed: ["numpy"] }, ["numpy"])).toHaveLength(1);
    expect(coreOriginsMoved(index, of("elsewhere", "2.6.0"), ["torch"])).toEqual([]);
    expect(coreOriginsMoved(index, index, ["torch"])).toEqual([]);
  });
});

import { expect, test } from "vitest";
import { type FirstWishes, firstTruth, pinCore } from "./first-truth.ts";

const FACTS = { pythonVersion: "3.11.7", markers: ["sys_platform == 'linux'"], core: ["torch", "aiohttp"], nodes: [] };
const first = (wishes: Partial<FirstWishes>) => firstTruth({ allowBuild: [], ...wishes }, FACTS);

test("[EK9] young versions are left alone from PyPI, and taken from an index of one's own", () => {
  expect(first({}).excludeNewer).toBe("7 days");
  expect(first({ index: "https://pypi.org/simple/" }).excludeNewer).toBe("7 days");
  expect(first({ index: "https://example.org/simple" }).excludeNewer).toBeNull();
  expect(first({ index: "/wheels" }).excludeNewer).toBeNull();
  expect(first({ index: "/wheels", cooldown: "14 days" }).excludeNewer).toBe("14 days");
  expect(first({ cooldown: "none" }).excludeNewer).toBeNull();
});

test("[EK10] torch's index is asked for torch's family alone", () => {
  const { indexes, sources } = first({ index: "/wheels", torchIndex: "https://download.pytorch.org/whl/cu124" });
  expect(indexes).toEqual([
    { name: "torch", url: "https://download.pytorch.org/whl/cu124", format: "simple", explicit: true, default: false },
    { name: "default", url: "/wheels", format: "flat", explicit: false, default: true },
  ]);
  expect(sources).toEqual({ torch: "torch", torchaudio: "torch", torchvision: "torch" });
  expect(first({})).toMatchObject({ indexes: [], sources: {}, requiresPython: "==3.11.*", core: ["aiohttp", "torch"] });
});

test("[EK11] an address with a name or a password is refused without repeating it", () => {
  for (const wishes of [{ index: "https://ada:secret@example.org/simple" }, { torchIndex: "https://ada@example.org/whl" }]) {
    expect(() => first(wishes)).toThrow("holds a name or a password");
    expect(() => first(wishes)).not.toThrow(/secret/);
  }
  expect(first({ index: "/wheels/a@b" }).indexes).toHaveLength(1);
});

test("[EK8] each core package of a resolution is pinned once, whatever asked for it", () => {
  const locked = (name: string, version: string) => ({ name, version, source: "", isSourceOnly: false, needs: [] });
  const lock = {
    schemaVersion: 1,
    packages: [
      locked("aiohttp", "3.11.0"),
      locked("numpy", "2.1.0"),
      locked("onnxruntime-gpu", "1.20"),
      locked("torch", "2.5.1+cu124"),
    ],
  };
  const core = ["aiohttp", "Torch>=2; sys_platform == 'linux'", "torch>=1; sys_platform == 'win32'", "numpy[fast]>=2"];
  expect(pinCore(core, lock, ["torch", "NumPy", "onnxruntime_gpu", "xformers"])).toEqual([
    "aiohttp",
    "numpy[fast]==2.1.0",
    "onnxruntime-gpu==1.20",
    "torch==2.5.1+cu124",
  ]);
  expect(first({ allowBuild: ["Glow_Lib", "glow-lib"] }).buildsAllowed).toEqual(["glow-lib"]);
});

import { expect, test } from "vitest";
import { parse } from "yaml";
import { comfyArgs, comfyFolders, withoutPlaces } from "./comfy-args.ts";
import { pathsYaml } from "./paths-yaml.ts";

const start = {
  comfyuiDir: "/srv/ComfyUI",
  generationDir: "/p/env/generations/7",
  scratchDir: null,
  hasDatabase: true,
  port: 8188,
  extraArgs: ["--cpu", "--port", "9000", "--listen", "0.0.0.0", "--base-directory", "/elsewhere"],
};
const valueOf = (args: readonly string[], flag: string) => args[args.lastIndexOf(flag) + 1];

test("[EO8] packs come from the generation, all else from the ComfyUI folder, and the person has the last word", () => {
  const args = comfyArgs(start);
  expect(args[0]).toBe("/srv/ComfyUI/main.py");
  expect(valueOf(args, "--base-directory")).toBe("/p/env/generations/7");
  expect(valueOf(args, "--extra-model-paths-config")).toBe("/p/env/generations/7/paths.yaml");
  expect(valueOf(args, "--input-directory")).toBe("/srv/ComfyUI/input");
  expect(valueOf(args, "--user-directory")).toBe("/srv/ComfyUI/user");
  expect(valueOf(args, "--temp-directory")).toBe("/srv/ComfyUI");
  expect(valueOf(args, "--listen")).toBe("0.0.0.0");
  expect(valueOf(args, "--port")).toBe("8188");
  expect(args).toContain("--cpu");
  expect(args).not.toContain("--database-url");
});

test("[EO8] an observation writes to places of its own", () => {
  const observed = { ...start, scratchDir: "/p/env/state/observing/x" };
  const args = comfyArgs(observed);
  expect(valueOf(args, "--temp-directory")).toBe("/p/env/state/observing/x");
  expect(valueOf(args, "--listen")).toBe("127.0.0.1");
  expect(valueOf(args, "--base-directory")).toBe("/p/env/generations/7");
  expect(valueOf(args, "--port")).toBe("8188");
  expect(valueOf(args, "--database-url")).toBe("sqlite:///:memory:");
  expect(comfyFolders(observed)).toEqual({
    input: "/srv/ComfyUI/input",
    output: "/p/env/state/observing/x/output",
    user: "/p/env/state/observing/x/user",
  });
  expect(comfyArgs({ ...observed, hasDatabase: false })).not.toContain("--database-url");
});

test("[EO13] a command line without places says what the environment is, not where", () => {
  const there = comfyArgs({ ...start, generationDir: "/p/env/generations/9", port: 8190, extraArgs: ["--cpu"] });
  expect(withoutPlaces(there)).toEqual(["/srv/ComfyUI/main.py", "--disable-auto-launch", "--cpu"]);
  expect(withoutPlaces(comfyArgs({ ...start, extraArgs: ["--cpu"] }))).toEqual(withoutPlaces(there));
  expect(withoutPlaces(["main.py", "--deterministic"])).toEqual(["main.py", "--deterministic"]);
});

test("[EO14] models stay where they are, and no node packs are named", () => {
  const { comfyui } = parse(pathsYaml("/srv/Comfy UI: mine")) as { comfyui: Record<string, string> };
  expect(comfyui).toMatchObject({ base_path: "/srv/Comfy UI: mine", is_default: true, loras: "models/loras" });
  expect(comfyui["text_encoders"]?.split("\n")).toEqual(["models/text_encoders", "models/clip"]);
  expect(Object.keys(comfyui)).not.toContain("custom_nodes");
});

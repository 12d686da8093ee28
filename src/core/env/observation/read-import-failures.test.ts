import { expect, test } from "vitest";
import { readImportFailures } from "./read-import-failures.ts";

const read = (log: string) => readImportFailures(log.split("\n"));

const LOG = `
Prestartup times for custom nodes:
   0.0 seconds (PRESTARTUP FAILED): /g/7/custom_nodes/early

Failed to execute startup-script: /g/7/custom_nodes/early/prestartup_script.py / name 'x' is not defined
Traceback (most recent call last):
ModuleNotFoundError: No module named 'wind'

Cannot import /g/7/custom_nodes/wind-lights module for custom nodes: No module named 'wind'
Skip /g/7/custom_nodes/bare module for custom nodes due to the lack of NODE_CLASS_MAPPINGS or comfy_entrypoint (need one).
comfy_entrypoint in /g/7/custom_nodes/odd is not callable, skipping.
Error while calling comfy_entrypoint in /g/7/custom_nodes/late: no device

Import times for custom nodes:
   0.0 seconds: /g/7/custom_nodes/fine
   0.0 seconds (IMPORT FAILED): /g/7/custom_nodes/wind-lights
   0.1 seconds (IMPORT FAILED): /g/7/custom_nodes/mute.py
IMPORT FAILED: nodes_audio.py
`;

test("[EO4] every way in which ComfyUI goes on without a pack is found in its log", () => {
  expect(read(LOG)).toEqual([
    { node: "bare", message: "it has neither `NODE_CLASS_MAPPINGS` nor `comfy_entrypoint`" },
    { node: "early", message: "name 'x' is not defined" },
    { node: "late", message: "no device" },
    { node: "mute", message: "it does not say why" },
    { node: "odd", message: "its `comfy_entrypoint` gives no extension" },
    { node: "wind-lights", message: "No module named 'wind'" },
  ]);
  expect(read("all is well\nTo see the GUI go to: http://127.0.0.1:8188")).toEqual([]);
});

test("[EO4] coloured lines are read as well", () => {
  const line =
    "\u001b[1m\u001b[33m[WARNING]\u001b[0m Cannot import /g/custom_nodes/wind module for custom nodes: no \u001b[31mluck\u001b[0m";
  expect(read(line)).toEqual([{ node: "wind", message: "no luck" }]);
});

test("[EO4] a log of Windows names the pack as well", () => {
  const line = String.raw`Cannot import C:\g\7\custom_nodes\wind lights module for custom nodes: DLL load failed`;
  expect(read(line)).toEqual([{ node: "wind lights", message: "DLL load failed" }]);
});

test("[EO5] a reason is one line, and the one that says most is kept", () => {
  const times = "   0.0 seconds (IMPORT FAILED): /g/custom_nodes/a";
  const why = "Cannot import /g/custom_nodes/a module for custom nodes: ";
  expect(read(`${times}\n${why}no luck`)).toEqual([{ node: "a", message: "no luck" }]);
  expect(read(`${why}\nFailed to load it\nbecause`)).toEqual([{ node: "a", message: "Failed to load it" }]);
  expect(read(`${why}first\n${why}second`)).toEqual([{ node: "a", message: "first" }]);
  expect(read(why)).toEqual([{ node: "a", message: "it does not say why" }]);
  expect(read(why + "x".repeat(3000))[0]?.message).toHaveLength(500);
});

test("[EO5] a hostile line costs no more than a long one", () => {
  const hostile = [
    "Cannot import ".repeat(20_000),
    `Cannot import ${"/".repeat(200_000)}`,
    "0 seconds (IMPORT FAILED): ".repeat(9000),
  ];
  const startMs = performance.now();
  expect(readImportFailures(hostile).every(({ node }) => node.length <= 255)).toBe(true);
  expect(performance.now() - startMs).toBeLessThan(500);
});

import { expect, test } from "vitest";
import { BACKENDS_FILE } from "./backends-file.ts";
import { addBackend, placeBackend, removeBackend, setBackend } from "./edit-backends.ts";
import { readBackends } from "./read-backends.ts";

const TEXT = `format: touchstone.backends/1
# the machines of this room
backends:
  - id: studio-pc # under the desk
    url: http://192.168.1.20:8188
    models_dir: /models
  - { id: local, url: "http://127.0.0.1:8188" }
`;
const source = { file: BACKENDS_FILE, text: TEXT };
const entries = (text: string) => readBackends({ file: BACKENDS_FILE, text });

test("[BK4] a server is added behind the others, and all other lines stay", () => {
  const { text, id } = addBackend(source, { url: "http://10.0.0.2:8188", id: "loft", slots: 1, checkpoints: ["pony"] });
  expect([id, text.startsWith(TEXT.trimEnd())]).toEqual(["loft", true]);
  expect(entries(text).at(-1)).toMatchObject({ id: "loft", url: "http://10.0.0.2:8188", slots: 1, checkpoints: ["pony"] });
});

test("[BK4] the first server makes the file, with the header that leads editors to its schema", () => {
  const { text } = addBackend(undefined, { url: "http://127.0.0.1:8188" });
  expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=schemas/backends.schema.json");
  expect(entries(text)).toMatchObject([{ id: "127-0-0-1-8188", url: "http://127.0.0.1:8188", enabled: true }]);
});

test("[BK4] changing and removing keep what others wrote", () => {
  const off = setBackend(source, "studio-pc", { enabled: false });
  expect(off).toBe(TEXT.replace("    models_dir: /models\n", "    models_dir: /models\n    enabled: false\n"));
  const removed = removeBackend(source, "local");
  expect(removed).toBe(TEXT.replace(/ {2}- \{ id: local.*\n/, ""));
  expect(entries(removeBackend({ file: BACKENDS_FILE, text: removed }, "studio-pc"))).toEqual([]);
});

test("[BK5] an id is made from host and port, and kept apart from those that are taken", () => {
  const idOf = (url: string): string => addBackend(source, { url }).id;
  expect(idOf("http://127.0.0.1:8189")).toBe("127-0-0-1-8189");
  expect(idOf("http://Studio-PC.local:8188")).toBe("studio-pc-local-8188");
  expect(idOf("http://[::1]:8188")).toBe("1-8188");
  const once = addBackend(source, { url: "https://gpu.example/one" });
  const twice = addBackend({ file: BACKENDS_FILE, text: once.text }, { url: "https://gpu.example/two" });
  expect([once.id, twice.id]).toEqual(["gpu-example-443", "gpu-example-443-2"]);
});

test("[BK6] what is listed already is refused, by id and by address in any spelling", () => {
  for (const taken of [
    { url: "http://10.0.0.2:8188", id: "local" },
    { url: "HTTP://127.0.0.1:8188/", id: "again" },
    { url: "http://10.0.0.2:8188", id: "builtin" },
  ]) {
    expect(() => addBackend(source, taken)).toThrow(expect.objectContaining({ code: "BACKEND_EXISTS" }) as Error);
  }
  expect(() => addBackend(source, { url: "ftp://10.0.0.2" })).toThrow(
    expect.objectContaining({ code: "BACKEND_ADDRESS_REFUSED" }) as Error,
  );
});

test("[BK7] what holds already is not written, and null takes a field back", () => {
  expect(setBackend(source, "local", { enabled: true, slots: 2, checkpoints: null, modelsDir: null })).toBe(TEXT);
  expect(setBackend(source, "studio-pc", { modelsDir: null })).toBe(TEXT.replace("    models_dir: /models\n", ""));
  const only = setBackend(source, "studio-pc", { checkpoints: ["pony", "copax"] });
  expect(entries(only)[0]?.checkpoints).toEqual(["pony", "copax"]);
  expect(setBackend({ file: BACKENDS_FILE, text: only }, "studio-pc", { checkpoints: null })).toBe(TEXT);
});

test("an unknown id is refused with the nearest one, a file that is not valid with its problems", () => {
  expect(() => setBackend(source, "studo-pc", {})).toThrow(/did you mean `studio-pc`/);
  expect(() => removeBackend(undefined, "local")).toThrow(expect.objectContaining({ code: "BACKEND_NOT_FOUND" }) as Error);
  expect(() => removeBackend({ file: BACKENDS_FILE, text: "backends: []\n" }, "local")).toThrow(/`format` is missing/);
});

test("[BK15] a server is placed once, moved under its id, and left where its address is known", () => {
  const env = { id: "env", url: "http://127.0.0.1:8188", modelsDir: "/srv/ComfyUI/models" };
  const first = placeBackend(undefined, env);
  expect(first.id).toBe("env");
  expect(readBackends({ file: BACKENDS_FILE, text: first.text })).toMatchObject([env]);
  const there = {
    file: BACKENDS_FILE,
    text: `# mine\n${setBackend({ file: BACKENDS_FILE, text: first.text }, "env", { slots: 1 })}`,
  };
  expect(placeBackend(there, env)).toEqual({ text: there.text, id: "env" });
  const moved = placeBackend(there, { ...env, url: "http://127.0.0.1:9000" });
  expect(moved.text).toBe(there.text.replace(":8188", ":9000"));
  const other = { file: BACKENDS_FILE, text: addBackend(undefined, { id: "mine", url: env.url }).text };
  expect(placeBackend(other, env)).toEqual({ text: other.text, id: "mine" });
});

import { expect, test } from "vitest";
import type { BackendState } from "../../../core/backends/backend-state.ts";
import { asChange, asNew, settingsOf, USUAL_SETTINGS } from "./backend-settings.ts";

const URL = "http://127.0.0.1:8188";

test("a server of which nothing was said is added by its address alone", () => {
  expect(asNew(` ${URL} `, "  ", USUAL_SETTINGS)).toEqual({ url: URL });
});

test("what was said is added with it, and taken away again when it is emptied", () => {
  const settings = { slots: 1, checkpoints: ["pony"], modelsDir: "/models " };
  expect(asNew(URL, "pc", settings)).toEqual({ url: URL, id: "pc", slots: 1, checkpoints: ["pony"], modelsDir: "/models" });
  expect(asChange(settings)).toEqual({ slots: 1, checkpoints: ["pony"], modelsDir: "/models" });
  expect(asChange({ ...settings, checkpoints: [], modelsDir: " " })).toEqual({ slots: 1, checkpoints: null, modelsDir: null });
});

test("a server that is removed comes back with the settings that it had", () => {
  const state = { slots: 1, checkpoints: ["pony"], modelsDir: null } as unknown as BackendState;
  expect(asNew(URL, "pc", settingsOf(state))).toEqual({ url: URL, id: "pc", slots: 1, checkpoints: ["pony"] });
});

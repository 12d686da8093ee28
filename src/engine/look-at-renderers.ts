import type { DrawRequest } from "../adapters/procedural/draw.ts";
import { countOf } from "../core/checks/words.ts";
import { type Found, ok } from "./health-check.ts";
import type { Studio } from "./studio.ts";

/** Small, and of every part: a background, a subject, a margin. */
const TRIAL: DrawRequest = {
  family: "copax",
  positive: "a small stone",
  negative: "",
  stack: [],
  drawing: {
    assetType: "ui_icon",
    kind: "single_image",
    tags: [],
    palette: [],
    background: "transparent",
    marginPx: 1,
    tileable: false,
    maxColors: null,
    familySeed: null,
  },
  part: null,
  partIndex: 0,
  partCount: 1,
  takeSeed: 1,
  seed: 1,
  width: 16,
  height: 16,
};

/** Whether the built-in renderer draws. */
export async function lookAtRenderer({ drawPool, builtinRenderer }: Studio): Promise<Found> {
  const { rgba } = await drawPool.draw(TRIAL);
  const isEmpty = rgba.every((value) => value === 0);
  if (!isEmpty) return ok(`the built-in renderer draws (${builtinRenderer})`);
  return { outcome: "fail", detail: "the built-in renderer draws nothing", hint: "Install the dependencies again: `npm ci`" };
}

/** Work goes on without a server that is down, so that is a warning; a file that cannot be read is a failure. */
export async function lookAtBackends({ fleet }: Studio): Promise<Found> {
  const servers = (await fleet.look({ refresh: true })).filter(({ kind, enabled }) => kind === "comfyui" && enabled);
  if (servers.length === 0) return ok("no ComfyUI server is in use; specs with a workflow cannot be made here");
  const down = servers.filter(({ health }) => health !== "up");
  const [first] = down;
  if (first === undefined)
    return ok(servers.map(({ id, version }) => `\`${id}\` answers (ComfyUI ${version ?? "—"})`).join(", "));
  const share = `${servers.length - down.length} of ${countOf(servers.length, "ComfyUI server")} answer`;
  const details = down.map(({ id, detail }) => `\`${id}\`: ${detail ?? "not asked"}`);
  return { outcome: "warn", detail: `${share}; ${details.join("; ")}`, hint: first.hint };
}

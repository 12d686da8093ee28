import { expect, onTestFinished, test } from "vitest";
import { copySample, createWorkshop } from "../support/sample-game.ts";
import { touchstone } from "../support/touchstone.ts";

const TELL_LOADED = new URL("../support/tell-loaded.ts", import.meta.url).href;
/** Each takes tens of megabytes and a tenth of a second, for commands that need it. */
const HEAVY = ["sharp", "undici", "ws", "inkjs"];

/** The heavy packages that a command loads, in a project without servers. */
async function loadedBy(...args: string[]): Promise<readonly string[]> {
  const workshop = createWorkshop("loaded");
  onTestFinished(workshop.remove);
  const cwd = copySample(workshop.at("game"), "starter");
  const { stderr } = await touchstone(args, { cwd, env: { NODE_OPTIONS: `--import=${TELL_LOADED}` } });
  const loaded = JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "") as readonly string[];
  return HEAVY.filter((name) => loaded.includes(name));
}

test.each(["spec list", "plan first-gem", "backend list", "--help"])(
  "`%s` loads no library for images or servers",
  async (line) => {
    expect(await loadedBy(...line.split(" "))).toEqual([]);
  },
);

test("a command that asks a server loads what it takes to ask", async () => {
  expect(await loadedBy("doctor", "--backend", "http://127.0.0.1:1")).toEqual(["undici"]);
});

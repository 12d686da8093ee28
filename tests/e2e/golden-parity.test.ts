import { createServer, type Server } from "node:http";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parityExitCode } from "../../src/cli/parity-text.ts";
import { callVerb } from "../../src/engine/call-verb.ts";
import { doctorGoldenVerb, type Parity } from "../../src/engine/playtest/doctor-golden.ts";
import { type RunningServer, startServer } from "../../src/server/start-server.ts";
import { sayJson } from "../support/cli-in-process.ts";
import { type OpenGame, openGame } from "../support/open-game.ts";
import { copySample, createWorkshop, editFile, studioAt } from "../support/sample-game.ts";
import { MIST, MIST_FILES, TIDE, writeFiles } from "../support/stories.ts";
import { type FailureJson, touchstone } from "../support/touchstone.ts";
import { withCi } from "../support/with-ci.ts";

/** A project whose goldens lie on disk, and a server that somebody else runs, on another project. */
const workshop = createWorkshop("golden-parity");
const game = workshop.at("game");
let at: (name: string) => string;
let other: OpenGame;
let server: RunningServer;

const INLINE = `format: touchstone.suite/1
plan:
  bo:
    inline: { seed: 2, scene: { id: inline, povs: [bo], start: a, nodes: [{ id: a, choices: [{ id: x, to: b }, { id: y, to: b }] }, { id: b, end: done }] } }
  default:
    tide: { scene: story/tide.ink, policy: first }
`;

beforeAll(async () => {
  copySample(game, "starter");
  const ink = Object.fromEntries(Object.entries(TIDE).map(([name, text]) => [`story/${name}`, text]));
  at = writeFiles(game, { ...MIST_FILES, ...ink, "suites/more.suite.yaml": INLINE });
  for (const suite of ["mist", "more"]) {
    await withCi(
      "",
      async () => await sayJson(["playtest", "suite", `suites/${suite}.suite.yaml`, "--golden-dir", "goldens"], game),
    );
  }
  other = await openGame({ gem: { variants: 1 } });
  const own = { studioFiles: new Map(), host: "127.0.0.1", port: 0, allowedHosts: [], tls: null, insecure: false, onBug: fail };
  server = await startServer({ ...own, studio: other.studio });
});
afterAll(async () => {
  await server.close();
  await other.close();
  workshop.remove();
});

function fail(bug: unknown): never {
  throw bug;
}

const parity = async (base: string): Promise<Parity> =>
  await callVerb(doctorGoldenVerb, { input: { base }, caller: { by: "person" }, withStudio: studioAt(game) });

const states = ({ cells }: Parity) => Object.fromEntries(cells.map(({ golden, state }) => [golden, state]));

test("a server that plays as the goldens say is in parity, whatever project it serves: scenes, scripts and ink", async () => {
  const found = await parity(server.url);
  expect(states(found)).toEqual({
    "mina/linear/mist.trace.jsonl": "same",
    "mina/choice/mist.seed5.trace.jsonl": "same",
    "bo/linear/mist.trace.jsonl": "same",
    "bo/inline/inline.seed2.trace.jsonl": "same",
    "default/tide/tide.trace.jsonl": "same",
  });
  const { stdout, exitCode } = await touchstone(["doctor", "--profile", "p2_golden", "--base", server.url], { cwd: game });
  expect({ exitCode, last: stdout.trimEnd().split("\n").at(-1) }).toEqual({
    exitCode: 0,
    last: `✓ ${server.url} plays 5 of 5 goldens as on disk`,
  });
});

describe("what is not as the goldens say is named, cell by cell", () => {
  test("a golden of another story differs, with its cause", async () => {
    editFile(at("story/mist.scene.yaml"), "The boat rocks", "The boat sways");
    const found = await parity(server.url);
    expect(parityExitCode(found)).toBe(1);
    const different = found.cells.filter(({ state }) => state === "different");
    expect(different.map(({ golden, message }) => [golden, message])).toContainEqual([
      "mina/linear/mist.trace.jsonl",
      expect.stringContaining("text changed"),
    ]);
    writeFileSync(at("story/mist.scene.yaml"), MIST);
  });

  test("one that is missing or damaged is neither the same nor different", async () => {
    const [linear, choice] = [at("goldens/mina/linear/mist.trace.jsonl"), at("goldens/mina/choice/mist.seed5.trace.jsonl")];
    const whole = readFileSync(choice);
    renameSync(linear, `${linear}.away`);
    writeFileSync(choice, whole.subarray(0, whole.length / 2));
    const found = await parity(server.url);
    expect(parityExitCode(found)).toBe(5);
    expect(states(found)).toMatchObject({
      "mina/linear/mist.trace.jsonl": "missing",
      "mina/choice/mist.seed5.trace.jsonl": "damaged",
      "bo/linear/mist.trace.jsonl": "same",
    });
    renameSync(`${linear}.away`, linear);
    writeFileSync(choice, whole);
  });

  test("a server that answers otherwise is found out, and one that is none is a failure of the server", async () => {
    const { server: liar, base } = await listen(async (body) => await lie(body));
    const found = await parity(base);
    expect(new Set(Object.values(states(found)))).toEqual(new Set(["different"]));
    liar.close();
    const { server: stranger, base: strange } = await listen(async () => ({ status: 404, body: '{"detail":"not found"}' }));
    await expect(parity(strange)).rejects.toMatchObject({ code: "SERVER_FAILED" });
    await expect(parity("http://127.0.0.1:1")).rejects.toMatchObject({ code: "SERVER_FAILED" });
    stranger.close();
  });
});

test("without a server or suites there is nothing to compare, and it is said", async () => {
  const ask = async (input: object, dir = game): Promise<unknown> =>
    await callVerb(doctorGoldenVerb, { input, caller: { by: "person" }, withStudio: studioAt(dir) });
  await expect(ask({})).rejects.toMatchObject({ code: "SERVER_FAILED", message: "no server serves this project now" });
  await expect(ask({ base: "ftp://x" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
  await expect(ask({}, other.studio.projectDir)).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  const { exitCode, stdout } = await touchstone(["doctor", "--profile", "gold", "--json"], { cwd: game });
  expect({ exitCode, code: (JSON.parse(stdout) as FailureJson).error.code }).toEqual({ exitCode: 4, code: "USAGE" });
});

interface Said {
  readonly status: number;
  readonly body: string;
}

async function listen(answer: (body: string) => Promise<Said>): Promise<{ server: Server; base: string }> {
  const server = createServer((request, response) => {
    void text(request)
      .then(answer)
      .then(({ status, body }) => response.writeHead(status, { "content-type": "application/json" }).end(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** Asks the real server for a play with another seed and other choices, and passes that on as the answer. */
async function lie(body: string): Promise<Said> {
  const asked = JSON.parse(body) as object;
  const played = await fetch(new URL("/api/playtest/run", server.url), {
    method: "POST",
    headers: { "content-type": "application/json", "X-Touchstone": "1" },
    body: JSON.stringify({ ...asked, seed: 77, category: "other" }),
  });
  return { status: played.status, body: await played.text() };
}

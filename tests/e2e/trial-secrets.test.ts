import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stringify } from "yaml";
import { expect, test } from "vitest";
import { openStream } from "../../src/core/canonical/random.ts";
import { SECRET_MAKERS } from "../../src/core/trials/privacy/secrets.fixture.ts";
import { type ModelServer, startModelServer, WIRE_NAMES, type WireName } from "../support/models/model-server.ts";
import { touchstone } from "../support/touchstone.ts";

/** A word that stands in everything that is said, and in nothing that is not. */
const WORD = "walrus";
const random = openStream(1, "planted secrets");

/** Makes texts that hold secrets of every kind, and remembers these. */
function openPlanter() {
  const secrets: string[] = [];
  const plant = (): string => {
    const planted = Object.values(SECRET_MAKERS).flatMap((make) => [make(random), make(random)]);
    secrets.push(...planted.map(({ secret }) => secret));
    return [WORD, ...planted.map(({ text }) => `- ${text}`)].join("\n");
  };
  return { secrets, plant };
}

/** A scenario with secrets wherever there is room for some. */
function scenarioFor(adapter: string, plant: () => string): object {
  const properties = { order: { type: "string", description: plant() } };
  const tool = { description: plant(), parameters: { type: "object", properties } };
  return {
    description: plant(),
    adapter,
    model: "m-1",
    systemPrompt: plant(),
    turns: [plant(), plant()],
    tools: [
      { name: "refund", ...tool, mock: { value: { note: plant(), password: plant(), rows: [plant()] } } },
      { name: "cancel", ...tool, mock: { error: plant() } },
    ],
    assertions: [
      { type: "output_contains", value: plant() },
      { type: "regex", value: WORD },
      { type: "tool_args", tool: "refund", value: { order: plant() } },
      { type: "judge", criteria: [{ name: "kind", description: plant() }], k: 1 },
    ],
  };
}

async function startServer(format: WireName, plant: () => string): Promise<ModelServer> {
  return await startModelServer({
    format,
    faults: [{ kind: "status", status: 503, said: plant(), headers: { "retry-after": "0" } }],
    turns: [
      { text: plant(), calls: [{ name: "refund", arguments: { order: plant(), api_key: plant() } }] },
      {
        calls: [
          { name: "cancel", arguments: { order: plant() } },
          { name: "refund", raw: `{"order": "${plant()}` },
        ],
      },
      { text: plant() },
      { text: plant() },
    ],
    forced: () => ({ scores: [{ name: "kind", reasoning: plant(), score: 1 }] }),
  });
}

/** All that lies in a folder, as text; what JSON escapes is there as it is meant, too. */
function readAll(dir: string): ReadonlyMap<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => {
      const text = readFileSync(path.join(file.parentPath, file.name), "utf8");
      return [path.join(file.parentPath, file.name), `${text}\n${text.replaceAll("\\n", "\n").replaceAll('\\"', '"')}`];
    }),
  );
}

test.each(["full", "metadata_only"])(
  "[PV11] of a thousand secrets in prompts, tools, answers, errors and judgements none is on disk: %s",
  async (mode) => {
    const { secrets, plant } = openPlanter();
    const game = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? tmpdir(), "touchstone-secrets-"));
    mkdirSync(path.join(game, "scenarios"));
    const keys = { good: "walrus-key-1", wrong: "walrus key, the wrong one" };
    const servers: ModelServer[] = [];
    const providers: Record<string, { baseUrl: string; apiKeyEnv: string }> = {};
    for (const adapter of WIRE_NAMES) {
      const server = await startServer(adapter, plant);
      servers.push(server);
      providers[adapter] = { baseUrl: server.baseUrl, apiKeyEnv: "PLANTED_KEY" };
      const file = path.join(game, "scenarios", `${adapter}.scenario.json`);
      writeFileSync(file, JSON.stringify(scenarioFor(adapter, plant)));
    }
    writeFileSync(path.join(game, "touchstone.yaml"), stringify({ id: "planted", policies: { trials: { providers } } }));
    const reports = ["json", "xml", "html", "md"].flatMap((ending) => ["-o", path.join("out", `report.${ending}`)]);
    const recordings = mode === "full" ? ["--recordings"] : [];
    const words = ["trial", "run", "scenarios", "-n", "1", "-j", "3", "--record", mode, ...recordings, ...reports, "--json"];
    const ran = await touchstone(words, { cwd: game, env: { PLANTED_KEY: keys.good } });
    await Promise.all(servers.map(async (server) => await server.close()));

    expect(servers.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(servers.map(({ requests }) => requests.length)).toEqual([6, 6, 6]);
    expect(JSON.parse(ran.stdout), ran.stderr).toMatchObject({ scenarios: [{ infra: 0 }, { infra: 0 }, { infra: 0 }] });
    const planted = secrets.length;
    expect(planted).toBeGreaterThan(1000);
    const folders = [".touchstone", "out", ...(mode === "full" ? ["recordings"] : [])];
    const written = new Map(folders.flatMap((folder) => [...readAll(path.join(game, folder))]));
    expect(written.size).toBeGreaterThan(10);
    for (const [file, text] of written) {
      expect(
        secrets.filter((secret) => text.includes(secret)),
        file,
      ).toEqual([]);
      expect(text).not.toContain(keys.good);
      if (mode === "metadata_only") expect(text, file).not.toContain(WORD);
    }
    expect(secrets.filter((secret) => ran.stdout.includes(secret) || ran.stderr.includes(secret))).toEqual([]);
  },
);

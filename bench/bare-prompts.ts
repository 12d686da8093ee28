import { randomUUID } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent } from "undici";
import type { ApiGraph } from "../src/core/assets/records/workflow.ts";

/** How often a bare prompt is asked for, ms: as often as our own is at first. */
const POLL_MS = 60;

interface BareServer {
  readonly url: string;
  readonly agent: Agent;
  readonly log: FileHandle;
}

interface History {
  readonly [promptId: string]: {
    /** Number, id, graph, extra data, output nodes. */
    readonly prompt: readonly [number, string, ApiGraph, ...unknown[]];
    readonly outputs: { readonly [node: string]: { readonly images: readonly Record<string, string>[] } };
  };
}

/** The graphs that a server has run. */
export async function ranGraphs(url: string): Promise<readonly ApiGraph[]> {
  const history = (await (await fetch(`${url}/api/history`)).json()) as History;
  return Object.values(history).map(({ prompt }) => prompt[2]);
}

/**
 * Runs graphs on a server, two at a time, with nothing but an HTTP client and a synced line for each id: posts each, asks for
 * it until it has ended, and fetches its file. Nothing is checked or stored.
 *
 * @returns how long each took until it was written down and accepted, ms.
 */
export async function runBare(dir: string, url: string, graphs: readonly ApiGraph[]): Promise<readonly number[]> {
  const server = { url, agent: new Agent(), log: await open(join(dir, "sent.log"), "a") };
  const waiting = [...graphs];
  const acceptedMs: number[] = [];
  const lane = async (): Promise<void> => {
    for (let graph = waiting.pop(); graph !== undefined; graph = waiting.pop()) acceptedMs.push(await runOne(server, graph));
  };
  await Promise.all([lane(), lane()]);
  await Promise.all([server.agent.close(), server.log.close()]);
  return acceptedMs;
}

async function runOne(server: BareServer, graph: ApiGraph): Promise<number> {
  const promptId = randomUUID();
  const begunMs = performance.now();
  await server.log.write(`${promptId}\n`);
  await server.log.datasync();
  await ask(server, "/api/prompt", JSON.stringify({ prompt: graph, prompt_id: promptId, client_id: "bare" }));
  const acceptedMs = performance.now() - begunMs;
  for (;;) {
    const history = JSON.parse((await ask(server, `/api/history/${promptId}`)).toString()) as History;
    const [image] = Object.values(history[promptId]?.outputs ?? {}).flatMap(({ images }) => images);
    if (image !== undefined) {
      await ask(server, `/api/view?${new URLSearchParams(image).toString()}`);
      return acceptedMs;
    }
    await sleep(POLL_MS);
  }
}

async function ask({ url, agent }: BareServer, path: string, json?: string): Promise<Buffer> {
  const request = { origin: url, path, method: json === undefined ? "GET" : "POST" } as const;
  const sent = json === undefined ? request : { ...request, headers: { "content-type": "application/json" }, body: json };
  const { statusCode, body } = await agent.request(sent);
  const bytes = Buffer.from(await body.arrayBuffer());
  if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${bytes.toString()}`);
  return bytes;
}

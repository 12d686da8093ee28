import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFakeComfy, type FakeComfy } from "../support/comfyui/fake-comfy.ts";
import { listen } from "../support/comfyui/listening.ts";
import { readPngHeader, readPngTexts } from "../support/comfyui/png-file.ts";
import { RECORDED_REQUESTS, type Answer } from "../support/comfyui/recorded-requests.ts";
import { normalize, readExcerpt, readRecording } from "../support/comfyui/recording.ts";

// Every request that was put to a real server is put to the fake, and every answer compared: status, body, content type.

const recording = readRecording();
const isWhole = recording.source === "whole";
/** The small object_info of the excerpt has names and types, and no tooltips. */
const RULES = { withoutTooltips: !isWhole };

let fake: FakeComfy;
const answers: Answer[] = [];

beforeAll(async () => {
  if (!isWhole) process.stdout.write("`../shared` is missing: the fake is compared with an excerpt of the recorded traffic\n");
  fake = await startFakeComfy(recording.objectInfoPath === null ? {} : { objectInfoPath: recording.objectInfoPath });
  // The recorded server had seen eleven prompts before.
  for (let number = 0; number < 11; number++) await fetch(`${fake.url}/prompt`, { method: "POST", body: "{}" });
  for (const request of RECORDED_REQUESTS) {
    answers.push(await request.send(fake.url));
    while (request.entry === "loadimage ok ->" && fake.orphans().length > 0) await wait(2);
  }
});

afterAll(async () => await fake.stop());

/** Requests with their recorded answers: the text after what names the request. Recorded entries are taken in order. */
const compared = (() => {
  const left = [...recording.entries];
  return RECORDED_REQUESTS.flatMap(({ entry }, index) => {
    const at = left.findIndex((text) => text.startsWith(entry));
    if (at < 0) return [];
    const [text = ""] = left.splice(at, 1);
    return [{ entry, index, recorded: text.slice(entry.length).trim() }];
  });
})();

test("every recorded request is asked again, and every request asked was recorded", () => {
  if (isWhole) expect(compared.map(({ entry }) => entry)).toEqual(RECORDED_REQUESTS.map(({ entry }) => entry));
  expect(compared).toHaveLength(recording.entries.length);
});

test("the excerpt for where the recording is missing says nothing that was not recorded", () => {
  const bare = (text: string) => text.replace(/"tooltip": "[^"]*"(, )?/g, "");
  const whole = recording.entries.map((entry) => bare(entry.split(`\n{"prompt"`)[0] ?? ""));
  expect(readExcerpt().entries.filter((entry) => !whole.includes(entry))).toEqual([]);
  expect(recording.facts).toEqual(expect.arrayContaining([...readExcerpt().facts]));
});

const ofKind = (isView: boolean) => compared.filter(({ entry }) => entry.startsWith("view") === isView);

test.each(ofKind(false))("$entry", ({ index, recorded }) => {
  const answer = answers[index];
  const [, status, body = "", contentType] =
    /^(\d+)(?: ('')?(.*?))?( (?:text\/plain|application\/json); charset=utf-8)?$/s
      .exec(recorded.split("\n{")[0] ?? "")
      ?.filter((_, at) => at !== 2) ?? [];
  expect(answer?.status).toBe(Number(status));
  if (contentType !== undefined) expect(answer?.contentType).toBe(contentType.trim());
  const json = normalize(body, RULES);
  if (json === null) expect(answer?.body).toBe(body);
  else expect(normalize(answer?.body ?? "", RULES)).toEqual(json);
});

// Sizes in bytes are not compared: another encoder wrote the pictures.
test.each(ofKind(true).filter(({ entry }) => entry !== "view 200 473"))("$entry", ({ index, recorded }) => {
  const answer = answers[index];
  const [, status, contentType, disposition] = /^(\d+) \d+ (\S+) (\S+)$/.exec(recorded) ?? [];
  expect(answer?.status).toBe(Number(status));
  expect(answer?.contentType ?? "None").toBe(contentType);
  expect(answer?.disposition ?? "None").toBe(disposition);
});

test("the history of a run with two outputs and its file's metadata are as recorded, byte for byte where it is text", () => {
  const run = recording.entries.find((entry) => entry.startsWith("loadimage ok"));
  const file = recording.entries.find((entry) => entry.startsWith("view 200 473"));
  const at = RECORDED_REQUESTS.findIndex(({ entry }) => entry === "view 200 473");
  const bytes = Buffer.from(answers[at]?.body ?? "", "latin1");
  const texts = readPngTexts(bytes);
  expect(readPngHeader(bytes)).toEqual({ width: 8, height: 6, hasAlpha: false });
  expect(texts.map(([key]) => key)).toEqual(["prompt", "workflow", "other"]);
  if (run === undefined || file === undefined) return;
  expect(histories[0]).toEqual(normalize(run.slice(run.indexOf("\n") + 1)));
  const recorded = /^PNG RGB \(8, 6\) \{(.*)\}$/m.exec(file)?.[1] ?? "";
  const hideHash = (text: string) => text.replace(/[0-9a-f]{64}/, "<sha256>");
  for (const [key, text] of texts) expect(hideHash(recorded)).toContain(`'${key}': '${hideHash(text)}'`);
  const sizes = [...file.matchAll(/\('tEXt', (\d+)\)/g)].map((match) => Number(match[1]));
  expect(texts.map(([key, text]) => key.length + 1 + text.length)).toEqual(sizes);
});

const histories: unknown[] = [];
beforeAll(async () => {
  const at = RECORDED_REQUESTS.findIndex(({ entry }) => entry === "loadimage ok ->");
  const { prompt_id: id } = JSON.parse(answers[at]?.body ?? "{}") as { prompt_id: string };
  const entry = JSON.parse(await (await fetch(`${fake.url}/history/${id}`)).text()) as Record<string, unknown>;
  histories.push(normalize(JSON.stringify(entry[id])));
});

async function ask(path: string, init?: RequestInit): Promise<{ status: number; text: string }> {
  const response = await fetch(`${fake.url}${path}`, init);
  return { status: response.status, text: await response.text() };
}

const bytesOf = async (path: string) => `b'${(await ask(path)).text}'`;
const pairOf = async (path: string) => {
  const { status, text } = await ask(path);
  return `(${status}, b'${text.replaceAll("\n", "\\n").replaceAll(/'/g, "\\'")}')`;
};
const posted = async (path: string, body: object) => {
  const { status, text } = await ask(path, { method: "POST", body: JSON.stringify(body) });
  return `(${status}, '${text}')`;
};
const pairs = async (...paths: string[]) => (await Promise.all(paths.map(pairOf))).join(" ");

/** Lines of facts, said by the fake as the recorder wrote them. */
const FACTS: readonly (readonly [begins: string, say: () => Promise<string>])[] = [
  ["features", async () => `features ${(await ask("/features")).text}`],
  ["models", async () => `models ${(await ask("/models")).text}`],
  ["b'[]' (404", async () => `${await bytesOf("/models/loras")} ${await pairOf("/models/nope")}`],
  ["embeddings", async () => `embeddings ${await bytesOf("/embeddings")}`],
  ["ext", async () => `ext ${await pairOf("/extensions")}`],
  ["oi nope", async () => `oi nope ${await pairOf("/object_info/Nope")}`],
  [
    "api prefix",
    async () =>
      `api prefix ${await pairOf("/api/prompt")} (${(await ask("/jobs")).status},) (${(await ask("/api/jobs")).status},)`,
  ],
  ["hist bad", async () => `hist bad ${await pairOf("/history?max_items=x")}`],
  ["jobs bad", async () => `jobs bad ${await pairs("/api/jobs?status=zzz", "/api/jobs?limit=0", "/api/jobs?sort_by=x")}`],
  [
    "users",
    async () => `users ${await pairOf("/users")} userdata ${await pairOf("/userdata")} settings ${await pairOf("/settings")}`,
  ],
  ["view_metadata", async () => `view_metadata ${await pairOf("/view_metadata/checkpoints?filename=x.safetensors")}`],
  [
    "post history",
    async () =>
      `post history ${await posted("/history", { delete: ["x"] })} ${await posted("/history", { clear: true })} ${await pairOf("/history")}`,
  ],
];

/** Lines of facts that are left out, and why. */
const LEFT_OUT: readonly (readonly [begins: string, why: string])[] = [
  ["hist max", "ids; the two newest are checked below"],
  ["nodeRepl", "a table for the web interface"],
  ["internal", "no stable interface, and full of the machine's paths"],
  ["{", "sockets, compared below"],
  ["second feature_flags", "sockets, compared below"],
  ["flags not first", "sockets, compared below"],
];

test("the two newest of the history are asked for by `max_items`", async () => {
  const newest = fake.executions.slice(-2).map(({ promptId }) => promptId);
  const { text } = await ask("/history?max_items=2");
  expect(Object.keys(JSON.parse(text) as object)).toEqual(newest);
});

test.each(recording.facts)("%s", async (line) => {
  if (LEFT_OUT.some(([begins]) => line.startsWith(begins))) return;
  const fact = FACTS.find(([begins]) => line.startsWith(begins));
  expect(await fact?.[1]()).toBe(line);
});

test("features are answered once, and only to the first frame", async () => {
  const flags = JSON.stringify({ type: "feature_flags", data: { supports_preview_metadata: true } });
  const announcing = await listen(fake.url, "/ws?clientId=ff");
  announcing.send(flags);
  announcing.send(flags);
  const late = await listen(fake.url, "/ws?clientId=ff2");
  late.send("not json");
  late.send(flags);
  await expect.poll(() => announcing.frames.length).toBe(2);
  // The server answers in order: by now a second answer would have come.
  await fetch(`${fake.url}/prompt`);
  const recorded = recording.facts.filter((line) => line.startsWith("{"));
  if (isWhole)
    expect(announcing.frames.map((frame) => normalize(frame))).toEqual(recorded.slice(0, 2).map((line) => normalize(line)));
  expect(announcing.frames).toHaveLength(2);
  expect(late.frames).toHaveLength(1);
  await Promise.all([announcing.close(), late.close()]);
});

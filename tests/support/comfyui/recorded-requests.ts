import { request as httpRequest } from "node:http";
import { encodePng } from "./png-file.ts";

/** An answer, as the recorder would have written it down. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly contentType: string | null;
  readonly disposition: string | null;
}

/** One recorded request, found by how its entry begins. */
export interface RecordedRequest {
  readonly entry: string;
  send(url: string): Promise<Answer>;
}

type Graph = Readonly<Record<string, object>>;

const node = (class_type: string, inputs: object, more: object = {}) => ({ class_type, inputs, ...more });
const EMPTY = node("EmptyImage", { width: 8, height: 6, batch_size: 1, color: 0 });
const save = (from: string) => node("SaveImage", { images: [from, 0], filename_prefix: "x" });
const noisy = (seed: string): string =>
  JSON.stringify({
    prompt: { "1": EMPTY, "2": node("ImageAddNoise", { image: ["1", 0], seed: "SEED", strength: 0.5 }), "3": save("2") },
  }).replace('"SEED"', seed);

const OWN_ID = "0b969c4a-813e-4a64-a893-83f6e4cda621";

async function answerOf(response: Response): Promise<Answer> {
  const { headers, status } = response;
  const body = Buffer.from(await response.arrayBuffer()).toString("latin1");
  return { status, body, contentType: headers.get("content-type"), disposition: headers.get("content-disposition") };
}

function raw(entry: string, body: string, path = "/prompt"): RecordedRequest {
  return { entry, send: async (url) => await answerOf(await fetch(`${url}${path}`, { method: "POST", body })) };
}

const prompt = (entry: string, graph: Graph | null | [], more: object = {}): RecordedRequest =>
  raw(`${entry} ->`, JSON.stringify({ prompt: graph, ...more }));

function origin(entry: string, headers: (host: string) => Record<string, string>): RecordedRequest {
  // The standard fetch decides these headers itself.
  return {
    entry,
    send: (url) =>
      new Promise((resolve, reject) => {
        const sent = httpRequest(`${url}/prompt`, { headers: headers(url.replace("http://", "")), agent: false }, (response) => {
          response.resume();
          response.on("end", () => resolve({ status: response.statusCode ?? 0, body: "", contentType: null, disposition: null }));
        });
        sent.on("error", reject);
        sent.end();
      }),
  };
}

function picture(shade: number): Blob {
  const bytes = new Uint8Array(8 * 6 * 3).fill(shade);
  return new Blob([Buffer.from(encodePng({ width: 8, height: 6, channels: 3, bytes }, []))]);
}

/** @param fields  As the recorder wrote them after the name. */
function upload(entry: string, fields: Record<string, string> = {}, { shade = 0, path = "/upload/image" } = {}): RecordedRequest {
  return {
    entry,
    send: async (url) => {
      const form = new FormData();
      const name = /^upload (\S+)/.exec(entry)?.[1] ?? "";
      // The recorder's client quoted the slash of a name before it sent it.
      if (name !== "none") form.set("image", picture(shade), name.replace("/", "%2F"));
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      return await answerOf(await fetch(`${url}${path}`, { method: "POST", body: form }));
    },
  };
}

function view(query: Record<string, string>): RecordedRequest {
  const shown = Object.entries(query).map(([name, value]) => `'${name}': '${value}'`);
  return {
    entry: `view {${shown.join(", ")}}`,
    send: async (url) => await answerOf(await fetch(`${url}/view?${new URLSearchParams(query).toString()}`)),
  };
}

const SAVED = "li_00001_.png";
const LOAD_AND_SAVE = {
  "1": node("LoadImage", { image: "a.png" }),
  "2": node("SaveImage", { images: ["1", 0], filename_prefix: "li" }),
  "3": node("PreviewImage", { images: ["1", 0] }),
};
const EXTRA = { extra_pnginfo: { workflow: { id: "w", n: 1 }, other: { a: [1] } } };
const MISSING_IMAGES = node("SaveImage", { filename_prefix: "x" });

/** What the recorder asked, in its order; the recording holds the answers only, so the requests are told here. */
export const RECORDED_REQUESTS: readonly RecordedRequest[] = [
  raw("no prompt key ->", JSON.stringify({ client_id: "x" })),
  prompt("empty prompt", {}),
  prompt("prompt null", null),
  prompt("prompt list", []),
  prompt("missing class_type", { "1": { inputs: {} } }),
  prompt("unknown class", { "1": node("Nope", {}, { _meta: { title: "My" } }) }),
  prompt("no outputs", { "1": EMPTY }),
  prompt("missing required", { "1": EMPTY, "2": MISSING_IMAGES }),
  prompt("bad link len", { "1": EMPTY, "2": node("SaveImage", { images: ["1"], filename_prefix: "x" }) }),
  prompt("dangling link", { "2": save("77") }),
  prompt("slot out of range", { "1": EMPTY, "2": node("SaveImage", { images: ["1", 5], filename_prefix: "x" }) }),
  prompt("type mismatch", { "1": node("SolidMask", { value: 1, width: 8, height: 6 }), "2": save("1") }),
  prompt("ranges+int conv", {
    "1": node("EmptyImage", { width: 0, height: 99999, batch_size: "abc", color: 0 }),
    "2": save("1"),
  }),
  prompt("value not in list", {
    "1": EMPTY,
    "2": node("ImageScale", { image: ["1", 0], upscale_method: "nope", width: 8, height: 8, crop: "disabled" }),
    "3": save("2"),
  }),
  prompt("loadimage missing", { "1": node("LoadImage", { image: "missing.png" }), "2": save("1") }),
  prompt("ckpt missing", {
    "1": node("CheckpointLoaderSimple", { ckpt_name: "a.safetensors" }),
    "2": node("EmptyLatentImage", { width: 64, height: 64, batch_size: 1 }),
    "3": node("VAEDecode", { samples: ["2", 0], vae: ["1", 2] }),
    "4": save("3"),
  }),
  prompt("partial: one good one bad", { "1": EMPTY, "2": save("1"), "3": MISSING_IMAGES }),
  prompt("cycle", {
    "1": node("ImageInvert", { image: ["2", 0] }),
    "2": node("ImageInvert", { image: ["1", 0] }),
    "3": save("1"),
  }),
  prompt("unknown extra input", { "1": { ...EMPTY, inputs: { ...EMPTY.inputs, what: 1 } }, "2": save("1") }),
  prompt("missing inputs key", { "1": { class_type: "EmptyImage" }, "2": save("1") }),
  prompt("bad prompt_id", { "1": EMPTY, "2": save("1") }, { prompt_id: "mine" }),
  prompt("upper uuid", { "1": EMPTY, "2": save("1") }, { prompt_id: OWN_ID.toUpperCase() }),
  prompt("own prompt_id", { "1": EMPTY, "2": save("1") }, { prompt_id: OWN_ID, number: -5 }),
  prompt("same prompt_id again", { "1": EMPTY, "2": save("1") }, { prompt_id: OWN_ID, front: true }),
  prompt("partial targets", { "1": EMPTY, "2": save("1"), "3": save("1") }, { partial_execution_targets: ["3"] }),
  raw("big seed ->", noisy("18446744073709551615")),
  raw("too big seed ->", noisy("18446744073709552000")),
  raw("float/str seed ->", noisy('"12"')),
  raw("raw b'{bad'", "{bad"),
  raw("raw b'[]'", "[]"),
  raw("raw b''", ""),
  raw("/queue empty", "", "/queue"),
  raw("/interrupt nobody", "", "/interrupt"),
  raw("/free empty", "", "/free"),
  origin("origin evil", () => ({ origin: "http://evil.example" })),
  origin("origin same", (host) => ({ origin: `http://${host}` })),
  origin("origin localhost vs 127", (host) => ({ origin: `http://${host.replace("127.0.0.1", "localhost")}` })),
  origin("origin other port", () => ({ origin: "http://127.0.0.1:1" })),
  origin("origin null", () => ({ origin: "null" })),
  origin("sec-fetch cross-site", () => ({ "sec-fetch-site": "cross-site" })),
  upload("upload a.png {}"),
  upload("upload a.png {}"),
  upload("upload a.png {}", {}, { shade: 9 }),
  upload("upload a.png {'overwrite': 'true'}", { overwrite: "true" }),
  upload("upload b.png {'subfolder': 'sub/dir', 'type': 'input'}", { subfolder: "sub/dir", type: "input" }),
  upload("upload b.png {'subfolder': '../../x'}", { subfolder: "../../x" }),
  upload("upload ../b.png {}"),
  upload("upload t.png {'type': 'temp'}", { type: "temp" }),
  upload("upload t.png {'type': 'bogus'}", { type: "bogus" }),
  upload("upload none", { type: "input" }),
  upload(
    `upload m.png {'original_ref': '{"filename": "a.png", "type": "input", "subfolder": ""}'}`,
    { original_ref: JSON.stringify({ filename: "a.png", type: "input", subfolder: "" }) },
    { path: "/upload/mask" },
  ),
  prompt("loadimage ok", LOAD_AND_SAVE, { extra_data: EXTRA }),
  { ...view({ filename: SAVED }), entry: "view 200 473" },
  view({ filename: SAVED }),
  view({ filename: "nope.png" }),
  view({ filename: "../x" }),
  view({ filename: "a.png", type: "input" }),
  view({ filename: "a.png [input]" }),
  view({ filename: "b.png", type: "input", subfolder: "sub/dir" }),
  view({ filename: "b.png", type: "input", subfolder: "../.." }),
  view({ filename: SAVED, type: "bogus" }),
  view({ filename: SAVED, preview: "webp;50" }),
  view({ filename: SAVED, preview: "jpeg" }),
  view({ filename: SAVED, channel: "rgb" }),
  view({ filename: SAVED, channel: "a" }),
  view({}),
];

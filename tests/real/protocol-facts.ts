import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { chunkNames, textChunk } from "./png-chunks.ts";
import { type Frame, type Graph, type RawServer, type Said, waitFor } from "./raw-server.ts";
import { alphaGraph, checkpointGraph, loadGraph, noiseGraph, slowGraph, uniquePrefix } from "./weightless.ts";

/** One thing that a server does, observed in words that do not change from run to run. */
export interface ProtocolFact {
  readonly title: string;
  readonly observe: (server: RawServer) => Promise<unknown>;
}

const fact = (title: string, observe: (server: RawServer) => Promise<unknown>): ProtocolFact => ({ title, observe });

/** Types of frames in their order, repeats that depend on the machine's speed told once. */
function frameTypes(frames: readonly Frame[]): string[] {
  const types = frames.map((frame) => ("type" in frame ? frame.type : `binary ${frame.binary}`));
  const told = types.filter((type) => type !== "status" && type !== "progress_state" && type !== "progress");
  return told.filter((type, index) => type !== told[index - 1]);
}

const events = (entry: Record<string, Said>): unknown => entry["status"].messages.map(([event]: [string]) => event);
const imagesOf = (entry: Record<string, Said>, node = "9"): Said[] => entry["outputs"][node]?.images ?? [];
const viewPath = ({ filename, subfolder, type }: Record<string, string>): string =>
  `/api/view?filename=${encodeURIComponent(filename ?? "")}&subfolder=${encodeURIComponent(subfolder ?? "")}&type=${type}`;

/** Name of a file without the prefix that was asked for. */
const suffix = (name: string): string => name.replace(/^.*?(_\d{5}_\.png)$/u, "*$1");

async function pixels(server: RawServer, entry: Record<string, Said>) {
  const file = await server.bytes(viewPath(imagesOf(entry)[0]));
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  return { hex: data.toString("hex"), channels: info.channels };
}

/** What a refusal says, without texts that carry names of one machine. */
function refusal({ status, body }: { status: number; body: Said }) {
  if (typeof body !== "object") return { status, text: body };
  const nodes = Object.entries<Said>(body.node_errors ?? {}).map(([id, { errors, class_type, dependent_outputs }]) => ({
    id,
    class_type,
    dependent_outputs,
    errors: errors.map(({ type, details, extra_info }: Said) => ({
      type,
      input: extra_info?.input_name ?? null,
      details: type.startsWith("exception") ? "(an exception)" : details.replace(/(_name: .*) not in .*/u, "$1 not in its list"),
    })),
  }));
  return { status, error: body.error && { type: body.error.type, extra_info: body.error.extra_info }, nodes };
}

const refuse = async (server: RawServer, body: unknown) => refusal(await server.post("/api/prompt", body));

/** A graph with one input changed. */
function withInput(graph: Graph, node: string, inputs: Readonly<Record<string, unknown>>): Graph {
  const old = graph[node]!;
  return { ...graph, [node]: { ...old, inputs: { ...old.inputs, ...inputs } } };
}

const noise = (seed = 1) => noiseGraph({ seed, prefix: uniquePrefix() });

/** Resolves once nothing is queued. */
const idle = async (server: RawServer): Promise<unknown> =>
  waitFor("an idle server", async () => (await server.get("/api/prompt")).body.exec_info.queue_remaining === 0 || undefined);

const scaleGraph = (): Graph => ({
  ...noise(),
  "2": { class_type: "ImageScale", inputs: { image: ["1", 0], upscale_method: "area", width: 8, height: 8, crop: "disabled" } },
});

/** Valid, and fails while it runs: files may not be saved outside of the output folder. */
const outsideGraph = (): Graph => noiseGraph({ seed: 1, prefix: "../../outside/x" });

/** Starts a graph that takes a while and waits until it runs. */
async function startSlow(server: RawServer, clientId = randomUUID()) {
  const socket = await server.connect(clientId);
  const promptId = randomUUID();
  const graph = slowGraph({ seed: Date.now() % 1e9, prefix: uniquePrefix() });
  await server.post("/api/prompt", { prompt: graph, client_id: clientId, prompt_id: promptId });
  await waitFor("its first node", () => socket.of("executing").find(({ node }) => node !== null));
  return { socket, promptId };
}

const WIRE: readonly ProtocolFact[] = [
  fact("a socket is greeted with the queue's length and its own id", async (server) => {
    const socket = await server.connect("greeted");
    const [first] = [await waitFor("the greeting", () => socket.frames[0])];
    await socket.close();
    return first;
  }),
  fact("feature flags are answered on the first frame only", async (server) => {
    const socket = await server.connect(randomUUID());
    const flags = { type: "feature_flags", data: { supports_preview_metadata: true } };
    socket.send(flags);
    const answer = await waitFor("the flags", () => socket.of("feature_flags")[0]);
    socket.send(flags);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const count = socket.of("feature_flags").length;
    await socket.close();
    return { previews: answer["supports_preview_metadata"], upload: answer["max_upload_size"], count };
  }),
  fact("a prompt's events come in this order", async (server) => {
    const { frames, posted, entry } = await server.run(noise());
    const { node_errors } = posted.body;
    return { node_errors, frames: frameTypes(frames), history: events(entry), status: entry["status"].status_str };
  }),
  fact("a prompt without client id tells only status and progress", async (server) => {
    const socket = await server.connect(randomUUID());
    const promptId = randomUUID();
    await server.post("/api/prompt", { prompt: noise(), prompt_id: promptId });
    await server.history(promptId);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await socket.close();
    return [...new Set(socket.frames.map((frame) => ("type" in frame ? frame.type : "binary")))].sort();
  }),
  fact("what `executed` and the history name is the same file", async (server) => {
    const socketed = await server.run(noise());
    const executed = socketed.frames.flatMap((frame) => ("type" in frame && frame.type === "executed" ? [frame.data] : []));
    const told = executed.map(({ node, output }: Said) => ({ node, images: output.images }));
    const image = imagesOf(socketed.entry)[0];
    const same = JSON.stringify(told) === JSON.stringify([{ node: "9", images: [image] }]);
    return { same, name: suffix(image.filename), subfolder: image.subfolder, type: image.type };
  }),
];

const RESULTS: readonly ProtocolFact[] = [
  fact("equal seeds give equal pixels, other seeds others", async (server) => {
    const made = [];
    for (const seed of [5, 5, 6]) made.push(await pixels(server, (await server.run(noise(seed))).entry));
    return { equal: made[0]!.hex === made[1]!.hex, different: made[0]!.hex !== made[2]!.hex, channels: made[0]!.channels };
  }),
  fact("an alpha channel survives saving", async (server) => {
    const { entry } = await server.run(alphaGraph({ seed: 3, prefix: uniquePrefix() }));
    const { hex, channels } = await pixels(server, entry);
    // JoinImageWithAlpha takes the mask inverted: 0.25 leaves 0.75.
    return { channels, alpha: Number.parseInt(hex.slice(6, 8), 16) };
  }),
  fact("marks and the graph are in the file as text chunks", async (server) => {
    const extra_pnginfo = { touchstone: { jobId: "j1", image: "0/frame:1" } };
    const { entry } = await server.run(noise(), { extra_data: { extra_pnginfo } });
    const file = await server.bytes(viewPath(imagesOf(entry)[0]));
    const prompt = JSON.parse(textChunk(file, "prompt") ?? "null");
    return {
      chunks: chunkNames(file),
      mark: textChunk(file, "touchstone"),
      classes: Object.values<Said>(prompt).map((n) => n.class_type),
    };
  }),
  fact("an equal graph comes from the cache and names the old file; freed, it runs again", async (server) => {
    const graph = noise(11);
    await server.post("/api/free", { free_memory: true });
    const first = await server.run(graph);
    const again = await server.run(graph);
    const freed = await server.post("/api/free", { unload_models: true, free_memory: true });
    const fresh = await server.run(graph);
    const cached = ({ frames }: typeof first) =>
      frames.flatMap((frame) =>
        "type" in frame && frame.type === "execution_cached" ? [(frame.data["nodes"] as string[]).toSorted()] : [],
      );
    const names = [first, again, fresh].map(({ entry }) => suffix(imagesOf(entry)[0].filename));
    return { freed, cached: [first, again, fresh].map(cached), names, frames: frameTypes(again.frames) };
  }),
  fact("a node that fails while it runs ends the prompt with an error", async (server) => {
    const { frames, entry, promptId } = await server.run(outsideGraph());
    const [error] = frames.flatMap((frame) => ("type" in frame && frame.type === "execution_error" ? [frame.data] : []));
    const { node_id, node_type, exception_type } = error!;
    const job = (await server.get(`/api/jobs/${promptId}`)).body;
    const keys = Object.keys(job)
      .filter((key) => key !== "create_time")
      .toSorted();
    const { status_str, completed } = entry["status"];
    return {
      frames: frameTypes(frames),
      node_id,
      node_type,
      exception_type,
      status_str,
      completed,
      events: events(entry),
      status: job.status,
      keys,
    };
  }),
  fact("numbers as text are turned into numbers, and history tells the turned ones", async (server) => {
    const { entry } = await server.run(withInput(noise(), "1", { width: "64", height: 64.0 }));
    return entry["prompt"][2]["1"].inputs;
  }),
  fact("two outputs of equal inputs share one file", async (server) => {
    const graph = noise();
    const { entry } = await server.run({ ...graph, "10": graph["9"]! });
    return { first: suffix(imagesOf(entry)[0].filename), second: suffix(imagesOf(entry, "10")[0]?.filename ?? "none") };
  }),
  fact("a finished job is told by its id", async (server) => {
    const { promptId } = await server.run(noise());
    const { status, body } = await server.get(`/api/jobs/${promptId}`);
    if (status !== 200) return { status, body };
    const job = body;
    const execution = Object.keys(job.execution_status).toSorted();
    return { keys: Object.keys(job).toSorted(), status: job.status, outputs_count: job.outputs_count, execution };
  }),
];

const REFUSALS: readonly ProtocolFact[] = (
  [
    ["no prompt", {}],
    ["a list", []],
    ["an id that is no UUID", { prompt: noise(), prompt_id: "mine" }],
    ["an id in capitals", { prompt: noise(), prompt_id: "610F4361-F086-4770-8C3A-780A99941B38" }],
    ["an empty graph", { prompt: {} }],
    ["no output", { prompt: { "1": noise()["1"] } }],
    ["an unknown class", { prompt: { ...noise(), "2": { class_type: "NoSuchNode", inputs: {} } } }],
    ["no class", { prompt: { ...noise(), "2": { inputs: {} } } }],
    ["a missing input", { prompt: { ...noise(), "2": { class_type: "ImageAddNoise", inputs: { image: ["1", 0], seed: 1 } } } }],
    ["a bad link", { prompt: withInput(noise(), "2", { image: ["1"] }) }],
    ["a link to nowhere", { prompt: withInput(noise(), "2", { image: ["77", 0] }) }],
    ["a slot that is not there", { prompt: withInput(noise(), "2", { image: ["1", 5] }) }],
    ["another type", { prompt: withInput(alphaGraph({ seed: 1, prefix: "x" }), "4", { image: ["3", 0] }) }],
    ["no number", { prompt: withInput(noise(), "1", { width: "wide" }) }],
    ["too small", { prompt: withInput(noise(), "1", { width: 0 }) }],
    ["too big", { prompt: withInput(noise(), "1", { width: 99_999 }) }],
    ["a seed as JavaScript rounds it", { prompt: withInput(noise(), "2", { seed: 18_446_744_073_709_552_000 }) }],
    ["no choice", { prompt: withInput(scaleGraph(), "2", { upscale_method: "worst" }) }],
    ["no checkpoint of that name", { prompt: checkpointGraph() }],
    ["no picture of that name", { prompt: loadGraph("no-such-picture.png", "x") }],
    ["a circle", { prompt: withInput(noise(), "2", { image: ["2", 0] }) }],
    ["no inputs at all", { prompt: { "9": { class_type: "SaveImage" } } }],
    ["null as prompt", { prompt: null }],
    ["a list as prompt", { prompt: [] }],
    ["half of a document", '{"prompt": {'],
    ["nothing", ""],
  ] as const
).map(([title, body]) => fact(`refused: ${title}`, (server) => refuse(server, body)));

const QUEUE: readonly ProtocolFact[] = [
  fact("a prompt id may be used twice, and runs twice", async (server) => {
    const prompt_id = randomUUID();
    const first = await server.run(noise(), { prompt_id });
    const second = await server.post("/api/prompt", { prompt: noise(), prompt_id });
    await idle(server);
    return { first: first.posted.status, second: second.status };
  }),
  fact("a pending prompt that is deleted leaves no trace", async (server) => {
    const slow = await startSlow(server);
    const prompt_id = randomUUID();
    await server.post("/api/prompt", { prompt: noise(), prompt_id });
    const pending = (await server.get(`/api/jobs/${prompt_id}`)).body;
    const deleted = await server.post("/api/queue", { delete: [prompt_id] });
    const after = [await server.get(`/api/history/${prompt_id}`), await server.get(`/api/jobs/${prompt_id}`)];
    await server.post(`/api/jobs/${slow.promptId}/cancel`, {});
    await server.history(slow.promptId);
    await slow.socket.close();
    return { status: pending.status, keys: Object.keys(pending).toSorted(), deleted, after };
  }),
  fact("a running prompt that is canceled ends as interrupted", async (server) => {
    const { socket, promptId } = await startSlow(server);
    const queue = (await server.get("/api/queue")).body;
    const running = (await server.get(`/api/jobs/${promptId}`)).body;
    const other = await server.post("/api/interrupt", { prompt_id: randomUUID() });
    const canceled = await server.post(`/api/jobs/${promptId}/cancel`, {});
    const entry = await server.history(promptId);
    await waitFor("the end", () => socket.ended(promptId) || undefined);
    const job = (await server.get(`/api/jobs/${promptId}`)).body;
    const again = await server.post(`/api/jobs/${promptId}/cancel`, {});
    await socket.close();
    return {
      queue: { running: queue.queue_running.length, pending: queue.queue_pending.length, item: queue.queue_running[0].length },
      running: running.status,
      other,
      canceled,
      frames: frameTypes(socket.frames).filter((type) => type !== "executing"),
      events: events(entry),
      status: entry["status"].status_str,
      job: job.status,
      again,
    };
  }),
  fact("interrupt by id ends that prompt", async (server) => {
    const { socket, promptId } = await startSlow(server);
    const answer = await server.post("/api/interrupt", { prompt_id: promptId });
    const entry = await server.history(promptId);
    await socket.close();
    return { answer, status: entry["status"].status_str, events: events(entry) };
  }),
  fact("unknown ids", async (server) => {
    const id = randomUUID();
    return [
      await server.get(`/api/history/${id}`),
      await server.get(`/api/jobs/${id}`),
      (await server.get(`/jobs/${id}`)).status,
      await server.post(`/api/jobs/${id}/cancel`, {}),
      await server.post("/api/queue", { delete: [id] }),
      await server.post("/api/interrupt", { prompt_id: id }),
    ];
  }),
  fact("one bad output of two is dropped in silence: accepted, with node errors", async (server) => {
    const good = noise();
    const bad = { class_type: "SaveImage", inputs: { images: ["77", 0], filename_prefix: "x" } };
    const { posted, entry } = await server.run({ ...good, "10": bad });
    return { ...refusal(posted), outputs: Object.keys(entry["outputs"]) };
  }),
  fact("a prompt at the front overtakes", async (server) => {
    const slow = await startSlow(server);
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    await server.post("/api/prompt", { prompt: noise(), prompt_id: ids[0] });
    await server.post("/api/prompt", { prompt: noise(), prompt_id: ids[1], front: true });
    await server.post("/api/prompt", { prompt: noise(), prompt_id: ids[2], number: -1_000_000 });
    const { queue_pending } = (await server.get("/api/queue")).body;
    const order = queue_pending.toSorted((a: Said, b: Said) => a[0] - b[0]).map((item: Said) => ids.indexOf(item[1]));
    await server.post(`/api/jobs/${slow.promptId}/cancel`, {});
    for (const id of ids) await server.history(id);
    await slow.socket.close();
    return order;
  }),
];

const FILES: readonly ProtocolFact[] = [
  fact("an upload keeps its name for equal bytes, and gets another for other bytes", async (server) => {
    const [red, blue] = [await flat("red"), await flat("blue")];
    const subfolder = `touchstone-${randomUUID()}`;
    const answers = [];
    answers.push(await server.upload(red, { name: "a.png", subfolder }));
    answers.push(await server.upload(red, { name: "a.png", subfolder }));
    answers.push(await server.upload(blue, { name: "a.png", subfolder }));
    answers.push(await server.upload(blue, { name: "a.png", subfolder, overwrite: true }));
    return answers.map(({ status, body }: Said) => ({
      status,
      name: body.name,
      type: body.type,
      same: body.subfolder === subfolder,
    }));
  }),
  fact("an upload outside of the folder is refused", async (server) =>
    server.upload(await flat("red"), { name: "a.png", subfolder: "../../outside" }),
  ),
  fact("views of files that are not there", async (server) => {
    const statuses = [];
    for (const query of [
      "",
      "?filename=none.png",
      "?filename=../none.png",
      "?filename=none.png&type=nowhere",
      "?filename=none.png&subfolder=../../..",
    ]) {
      statuses.push((await server.get(`/api/view${query}`)).status);
    }
    return statuses;
  }),
  fact("faults of the server are text, not JSON", async (server) => [
    await server.post("/api/queue", ""),
    await server.get("/api/history?max_items=many"),
    await server.post("/api/free", ""),
  ]),
  fact("unknown classes and folders", async (server) => [
    await server.get("/api/object_info/NoSuchNode"),
    (await server.get("/api/models/nothing")).status,
  ]),
  fact("origins of other pages are refused", async (server) => {
    const { host } = new URL(server.url);
    const asked = {
      none: {},
      own: { Origin: `http://${host}` },
      other: { Origin: "http://127.0.0.1:1" },
      site: { "Sec-Fetch-Site": "cross-site" },
    };
    const statuses: Record<string, number> = {};
    for (const [name, headers] of Object.entries(asked)) statuses[name] = (await server.get("/api/prompt", headers)).status;
    return statuses;
  }),
  fact("what a server tells of itself", async (server) => {
    const { system, devices } = (await server.get("/api/system_stats")).body;
    return { system: Object.keys(system).toSorted(), devices: Object.keys(devices[0]).toSorted() };
  }),
];

async function flat(background: string): Promise<Uint8Array> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Everything about the protocol that our client or its tests lean on. Needs an idle server that has `/api/jobs`. */
export const PROTOCOL_FACTS: readonly ProtocolFact[] = [...WIRE, ...RESULTS, ...REFUSALS, ...QUEUE, ...FILES];

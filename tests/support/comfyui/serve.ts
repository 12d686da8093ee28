import { startFakeComfy } from "./fake-comfy.ts";
import type { FakeComfyOptions } from "./options.ts";

// The fake as a process of its own: `node serve.ts '<options as JSON>'`. It prints one line, `{"url", "pid"}`, and serves
// until it is ended. Files live in `dir`, all else in memory, so that a kill and a new start at the same `port` is what
// a restart is to a real server: an empty queue, an empty history, and the files still there.

const fake = await startFakeComfy(JSON.parse(process.argv[2] ?? "{}") as FakeComfyOptions);
process.stdout.write(`${JSON.stringify({ url: fake.url, pid: process.pid })}\n`);
process.on("SIGTERM", () => void fake.stop().then(() => process.exit(0)));

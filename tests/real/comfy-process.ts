import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { waitFor } from "./raw-server.ts";

/** Where a real ComfyUI is: one that runs, or one to start; undefined when none was named. */
export type Target = { readonly url: string } | { readonly dir: string; readonly python: string } | undefined;

/** Title of what is skipped, so that nobody takes it for passed. */
export const NOT_RUN =
  "NOT RUN: needs a real ComfyUI, named by TOUCHSTONE_COMFYUI_URL or TOUCHSTONE_COMFYUI_DIR (docs/guides/comfyui.md)";

/** Reads which real server the person who runs the tests offers. */
export function findTarget(env: NodeJS.ProcessEnv): Target {
  const url = env["TOUCHSTONE_COMFYUI_URL"];
  const dir = env["TOUCHSTONE_COMFYUI_DIR"];
  if (url) return { url };
  return dir ? { dir, python: env["TOUCHSTONE_COMFYUI_PYTHON"] || "python3" } : undefined;
}

/** A ComfyUI that tests started, with folders of its own. */
export interface OwnServer {
  readonly url: string;
  /** With `models`, `input` and `output`. */
  readonly base: string;
  /** Ends it without a warning, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same port, over the same folders. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starting imports a few hundred modules: 10-16 s on two cores from a warm disk, some minutes from a cold one. */
export const BOOT_LIMIT_MS = 300_000;

/** Starts a real ComfyUI on the CPU. `prepare` puts files into its folder first. */
export async function startComfy(target: { dir: string; python: string }, prepare?: (base: string) => void): Promise<OwnServer> {
  const base = mkdtempSync(path.join(process.env["TOUCHSTONE_TEST_DIR"] ?? "", "comfyui-"));
  // Any page will do: the interface of ComfyUI comes in a package of its own, which may not be installed.
  mkdirSync(path.join(base, "page"));
  writeFileSync(path.join(base, "page", "index.html"), "<!doctype html>");
  for (const folder of ["checkpoints", "loras", "vae"]) mkdirSync(path.join(base, "models", folder), { recursive: true });
  prepare?.(base);
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  const end = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  };
  const start = async (): Promise<void> => {
    child = spawn(target.python, argsFor(base, port), { cwd: target.dir, stdio: ["ignore", "pipe", "pipe"] });
    await untilReady(child, url);
  };
  await start();
  const stop = async (): Promise<void> => {
    await end("SIGTERM");
    rmSync(base, { recursive: true, force: true });
  };
  return { url, base, kill: async () => await end("SIGKILL"), start, stop };
}

function argsFor(base: string, port: number): string[] {
  const where = [
    "--listen",
    "127.0.0.1",
    "--port",
    String(port),
    "--base-directory",
    base,
    "--front-end-root",
    path.join(base, "page"),
  ];
  const alone = [
    "--disable-auto-launch",
    "--disable-all-custom-nodes",
    "--disable-api-nodes",
    "--database-url",
    "sqlite:///:memory:",
  ];
  return ["main.py", "--cpu", "--preview-method", "latent2rgb", ...where, ...alone];
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (part: Buffer) => (log = (log + part.toString()).slice(-4000)));
  await waitFor(
    "the server's first answer",
    async () => {
      if (child.exitCode !== null) throw new Error(`ComfyUI ended with ${child.exitCode}:\n${log}`);
      return (await fetch(`${url}/system_stats`).catch(() => undefined))?.ok === true || undefined;
    },
    BOOT_LIMIT_MS,
  );
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

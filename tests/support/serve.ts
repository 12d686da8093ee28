import { once } from "node:events";
import { createInterface } from "node:readline";
import { startTouchstone } from "./touchstone.ts";
import { WRITE_HEADER } from "../../src/core/api/request.ts";

/** A real server on a project, in a process of its own. */
export interface Served {
  readonly pid: number;
  /** E.g. `http://127.0.0.1:40123/`. */
  readonly url: string;
  readonly loginUrl: string | null;
  /** Calls the API below `/api/projects/:id`; what is refused is thrown with its status. */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: object): Promise<T>;
  /** Asks it to end like Ctrl-C does; its exit code. */
  end(): Promise<number | null>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

/** Serves a project at a free port, or at the one named, until it is ended. */
export async function serveProject(dir: string, args: readonly string[] = [], port = 0): Promise<Served> {
  const child = startTouchstone(["serve", "--project", dir, "--port", String(port), "--json", ...args]);
  const said: string[] = [];
  child.stderr.on("data", (bytes: Buffer) => void said.push(bytes.toString()));
  const ended = once(child, "exit") as Promise<[number | null]>;
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, "line").then(([line]) => String(line)),
    ended.then(([code]) => Promise.reject(new Error(`serve ended with ${code}: ${said.join("")}`))),
  ]);
  const { url, loginUrl } = JSON.parse(first) as { url: string; loginUrl: string | null };
  const page = await fetch(url);
  const id = /name="touchstone-project" content="([^"]+)"/.exec(await page.text())?.[1];
  const call = async <T>(path: string, init: RequestInit): Promise<T> => {
    const response = await fetch(`${url}api/projects/${id}${path}`, init);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const headers = { "content-type": "application/json", [WRITE_HEADER.name]: WRITE_HEADER.value };
  return {
    pid: child.pid ?? 0,
    url,
    loginUrl,
    get: async (path) => await call(path, {}),
    post: async (path, body = {}) => await call(path, { method: "POST", headers, body: JSON.stringify(body) }),
    async end() {
      child.kill("SIGINT");
      return (await ended)[0];
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

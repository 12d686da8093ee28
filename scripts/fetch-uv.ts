// Fetches the uv that tests need from the Python package registry, where this machine has none. Whatever goes wrong is said,
// and ends nothing: the tests that need uv then fail, and say how to install it.
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { readZipEntry } from "./test/read-zip-entry.ts";

const VERSION = "0.13.9";
/** Older ones are of no use to Touchstone. */
const OLDEST_MINOR = 12;
/** The wheel is 18 MB; a slow line needs a minute or two. */
const FETCH_LIMIT_MS = 5 * 60_000;
const REGISTRY = "https://pypi.org/simple";

interface Wheel {
  /** What stands between version and `.whl` in its name. */
  readonly tag: string;
  readonly sha256: string;
}

/** The wheels of one version, by platform and architecture; digests are the registry's, read once. */
const WHEELS: Readonly<Record<string, Wheel>> = {
  "linux-x64": {
    tag: "py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64",
    sha256: "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
  },
  "linux-arm64": {
    tag: "py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
    sha256: "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
  },
  "darwin-x64": {
    tag: "py3-none-macosx_10_12_x86_64",
    sha256: "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
  },
  "darwin-arm64": {
    tag: "py3-none-macosx_11_0_arm64",
    sha256: "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
  },
  "win32-x64": {
    tag: "py3-none-win_amd64",
    sha256: "6a44b2ed8111d2f60d2b92627c5dccda3f7ed7570b18ce115e569cd68c28246b",
  },
};

await main().catch((error: unknown) => {
  say(`uv could not be fetched: ${error instanceof Error ? describe(error) : String(error)}`);
  say("tests that need it will fail; install it, e.g. with `pip install uv`, and run again");
});

async function main(): Promise<void> {
  const target = cachedUv();
  if (hasUv(process.env["TOUCHSTONE_UV"]) || hasUv("uv") || hasUv(target)) return;
  const wheel = WHEELS[`${process.platform}-${process.arch}`];
  if (wheel === undefined) throw new Error(`there is none for ${process.platform}-${process.arch}`);
  say(`fetching uv ${VERSION} from the Python package registry (18 MB, once) …`);
  const bytes = await fetchWheel(`uv-${VERSION}-${wheel.tag}.whl`, wheel.sha256);
  install(bytes, target);
  say(`uv ${VERSION} is in ${path.dirname(target)}`);
}

/** Whether a program is a uv that is new enough. */
function hasUv(program: string | undefined): boolean {
  if (program === undefined || program === "") return false;
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8", timeout: 10_000 });
  const [, major = "0", minor = "0"] = /^uv (\d+)\.(\d+)\./.exec(stdout ?? "") ?? [];
  return Number(major) > 0 || Number(minor) >= OLDEST_MINOR;
}

/** Where Touchstone looks for it: in the XDG cache folder. */
function cachedUv(): string {
  const { XDG_CACHE_HOME: cache } = process.env;
  const root = cache === undefined || cache === "" ? path.join(homedir(), ".cache") : cache;
  return path.join(root, "touchstone", "tools", `uv-${VERSION}`, programName());
}

function programName(): string {
  return process.platform === "win32" ? "uv.exe" : "uv";
}

/** From the user's mirror of the registry, where there is one. What comes must have the digest that is written here. */
async function fetchWheel(name: string, sha256: string): Promise<Uint8Array> {
  const index = process.env["UV_DEFAULT_INDEX"] ?? process.env["PIP_INDEX_URL"] ?? REGISTRY;
  const page = await get(`${index.replace(/\/+$/, "")}/uv/`);
  const links = [...(await page.text()).matchAll(/href="([^"#]+)/g)].map(([, link = ""]) => link);
  const href = links.find((link) => link.split("/").at(-1) === name);
  if (href === undefined) throw new Error(`${page.url} does not list \`${name}\``);
  const file = await get(new URL(href, page.url).href);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (digest !== sha256) throw new Error(`\`${name}\` has the digest ${digest} and not ${sha256}`);
  return bytes;
}

/** `fetch` takes no name and password in an address: they become a header, and only for the address that they stand in. */
async function get(address: string): Promise<Response> {
  const url = new URL(address);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
  const headers: Record<string, string> = username === "" ? {} : { authorization: `Basic ${secret}` };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(FETCH_LIMIT_MS) });
  if (!response.ok) throw new Error(`${url.href} answered ${response.status}`);
  return response;
}

/** Another process that does the same at the same time ends with the same file. */
function install(wheel: Uint8Array, target: string): void {
  const program = readZipEntry(wheel, `uv-${VERSION}.data/scripts/${programName()}`);
  mkdirSync(path.dirname(target), { recursive: true });
  const temporary = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, program, { flush: true });
    chmodSync(temporary, 0o755);
    renameSync(temporary, target);
  } finally {
    if (existsSync(temporary)) rmSync(temporary);
  }
}

/** `fetch` says why in the cause. */
function describe(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

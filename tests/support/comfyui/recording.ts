import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PythonFloat, parsePythonJson, type PythonValue } from "./python-json.ts";

/** Traffic of a real server, as text: what was asked and answered, and what sockets heard. */
export interface Recording {
  /** Where it is from: the whole recording, or the excerpt that lies in this repository. */
  readonly source: "whole" | "excerpt";
  /** The recorded `/object_info`; absent with the excerpt. */
  readonly objectInfoPath: string | null;
  /** Entries of requests, in order: what stands after `## `, with the lines that follow it. */
  readonly entries: readonly string[];
  /** Lines of facts after the entries, e.g. `features {…}`. */
  readonly facts: readonly string[];
  /** Runs with a socket open, in order. */
  readonly sections: readonly Section[];
}

/** One run: its title, lines of answers, and frames as they came. */
export interface Section {
  readonly title: string;
  /** E.g. `200 {…}`, `HIST {…}`. */
  readonly lines: readonly string[];
  /** The text after `<- `, e.g. `{"type": "status", …}` or `BIN type=1 …`; by the name above them, `` for the first. */
  readonly frames: Readonly<Record<string, readonly string[]>>;
}

const SHARED = fileURLToPath(new URL("../../../../shared/data/comfyui/", import.meta.url));
const EXCERPT = fileURLToPath(new URL("recorded-excerpt.txt", import.meta.url));
const BETWEEN = "#### ";

/** Reads the recording beside the repository, or the excerpt in it where there is none. */
export function readRecording(): Recording {
  if (!existsSync(SHARED)) return readExcerpt();
  const read = (name: string) => readFileSync(`${SHARED}${name}`, "utf8");
  const texts = { runs: read("wire-happy-path-and-errors.txt"), requests: read("wire-validation-and-files.txt") };
  return { source: "whole", objectInfoPath: `${SHARED}object_info.json`, ...readTexts(texts) };
}

/** The part of the recording that lies in this repository, without the tooltips of nodes. */
export function readExcerpt(): Recording {
  const [requests = "", runs = ""] = readFileSync(EXCERPT, "utf8").split(BETWEEN);
  return { source: "excerpt", objectInfoPath: null, ...readTexts({ runs, requests }) };
}

function readTexts({ runs, requests }: { runs: string; requests: string }): Pick<Recording, "entries" | "facts" | "sections"> {
  const [before = "", ...facts] = requests.split(/^(?=features )/m);
  return {
    entries: before
      .split(/^## /m)
      .slice(1)
      .map((entry) => entry.trimEnd()),
    facts: facts.join("").split("\n").filter(Boolean),
    sections: runs.split(/^== /m).slice(1).map(readSection),
  };
}

function readSection(text: string): Section {
  const [title = "", ...rest] = text.trimEnd().split("\n");
  const lines: string[] = [];
  const frames: Record<string, string[]> = { "": [] };
  let listener = "";
  for (const line of rest) {
    if (line.startsWith("   <- ")) (frames[listener] ??= []).push(line.slice("   <- ".length));
    else if (/^[\w ]+:$/.test(line)) listener = line.slice(0, -1);
    else lines.push(line);
  }
  return { title, lines, frames };
}

/** Names whose values differ from run to run, or were written by another program. */
const DIFFERENT: Readonly<Record<string, unknown>> = {
  timestamp: "<time>",
  create_time: "<time>",
  execution_start_time: "<time>",
  execution_end_time: "<time>",
  traceback: "<traceback>",
  current_inputs: "<inputs>",
};

/** A JSON text without what differs from run to run; floats stay told apart from ints. Null for a text that is no JSON. */
export function normalize(text: string, options: { withoutTooltips?: boolean } = {}): unknown {
  try {
    return strip(parsePythonJson(text), options);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const GENERATED_SID = /^[0-9a-f]{32}$/;

function strip(value: PythonValue, options: { withoutTooltips?: boolean }): unknown {
  if (typeof value === "string") return stripText(value);
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof PythonFloat) return `${value.value}.0`;
  if (Array.isArray(value)) return sortErrors(value.map((item) => strip(item, options)));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => options.withoutTooltips !== true || name !== "tooltip");
  return Object.fromEntries(fields.map(([name, field]) => [stripText(name), DIFFERENT[name] ?? strip(field, options)]));
}

function stripText(text: string): string {
  if (UUID.test(text)) return "<id>";
  if (GENERATED_SID.test(text)) return "<sid>";
  return text.replace(/ComfyUI_temp_[a-z]{5}_/, "ComfyUI_temp_<process>_");
}

/** Python's sets have no order: errors of one node, and ids of nodes, come as they like. */
function sortErrors(items: unknown[]): unknown[] {
  const isUnordered = items.every((item) => typeof item === "object" && item !== null && "extra_info" in item) || isIds(items);
  return isUnordered ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
}

function isIds(items: readonly unknown[]): boolean {
  return items.length > 1 && items.every((item) => typeof item === "string" && /^\d+$/.test(item));
}

/** A frame of a socket: an event without what differs, or the kind of binary frame; null where the recorder cut it off. */
export function normalizeFrame(frame: string): unknown {
  if (!frame.startsWith("BIN")) return normalize(frame);
  const metadata = /meta=(\{.*?\})/.exec(frame)?.[1];
  return { binary: /type=\d/.exec(frame)?.[0], metadata: metadata === undefined ? null : normalize(metadata) };
}

/** The type of a frame, also of one that was cut off. */
export function typeOfFrame(frame: string): string {
  return /^BIN type=\d/.exec(frame)?.[0] ?? /"type": "(\w+)"/.exec(frame)?.[1] ?? frame;
}

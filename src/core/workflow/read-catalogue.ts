import type { NodeCatalogue, NodeClass, NodeInput } from "./node-catalogue.ts";
import { SEED_NAMES } from "./find-unbound-seeds.ts";

type Loose = Readonly<Record<string, unknown>>;

/**
 * Reads an answer of `/object_info` in any of the shapes that servers give it.
 *
 * @param objectInfo  The parsed answer; numbers may be bigints or infinite, as custom nodes write them.
 * @returns the classes by name. What has another shape is left out, since custom nodes say what they like; never throws.
 * Source: comfyui.md 1.9; SPEC.md W40-W42.
 */
export function readCatalogue(objectInfo: unknown): NodeCatalogue {
  const entries = Object.entries(asMap(objectInfo));
  return new Map(entries.flatMap(([name, info]) => (isMap(info) ? [[name, readClass(name, info)] as const] : [])));
}

function readClass(name: string, info: Loose): NodeClass {
  const { required, optional } = asMap(info["input"]);
  return {
    name,
    module: typeof info["python_module"] === "string" ? info["python_module"] : "unknown",
    inputs: [...readInputs(required, true), ...readInputs(optional, false)],
    // An old custom node gives the list of choices itself as the type of an output.
    outputs: asList(info["output"]).map((type) => (typeof type === "string" ? type : "COMBO")),
    isOutput: info["output_node"] === true,
  };
}

function readInputs(inputs: unknown, required: boolean): readonly NodeInput[] {
  return Object.entries(asMap(inputs)).flatMap(([name, spec]) => {
    const [type, options] = asList(spec);
    if (typeof type !== "string" && !Array.isArray(type)) return [];
    return [readInput({ name, required, type, options: asMap(options) })];
  });
}

interface InputSpec {
  readonly name: string;
  readonly required: boolean;
  readonly type: string | readonly unknown[];
  readonly options: Loose;
}

function readInput({ name, required, type: written, options }: InputSpec): NodeInput {
  const type = typeof written === "string" ? written : "COMBO";
  const offered = typeof written === "string" ? options["options"] : written;
  return {
    name,
    required,
    type,
    choices: type === "COMBO" && Array.isArray(offered) && !isOpenChoice(options) ? offered.flatMap(readChoice) : null,
    min: readBound(options["min"], type),
    max: readBound(options["max"], type),
    isSeed: type === "INT" && (SEED_NAMES.includes(name) || changesByItself(options["control_after_generate"])),
  };
}

/** Files that are uploaded, lists that the page fetches and several choices at once are not judged by the list given here. */
function isOpenChoice(options: Loose): boolean {
  const uploads = Object.keys(options).some((key) => key.endsWith("_upload") && options[key] === true);
  return uploads || options["remote"] !== undefined || options["multiselect"] === true;
}

/** The page would change the value after each run, unless told to keep it. */
function changesByItself(control: unknown): boolean {
  return control === true || (typeof control === "string" && control !== "fixed");
}

function readChoice(value: unknown): (string | number | boolean)[] {
  if (typeof value === "bigint") return [Number(value)];
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? [value] : [];
}

function readBound(value: unknown, type: string): number | null {
  const bound = typeof value === "bigint" ? Number(value) : value;
  if (typeof bound !== "number" || !Number.isFinite(bound)) return null;
  if (type !== "INT") return bound;
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, bound));
}

function isMap(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asMap(value: unknown): Loose {
  return isMap(value) ? value : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

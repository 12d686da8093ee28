/** A number that Python holds as a float though it is whole, so that it is written as `7.0`. */
export class PythonFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** What Python's json module reads: whole numbers of any size stay exact. */
export type PythonValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | PythonFloat
  | PythonValue[]
  | { [name: string]: PythonValue };

export type PythonObject = { [name: string]: PythonValue };

/** @throws SyntaxError as the server's own parser would. */
export function parsePythonJson(text: string): PythonValue {
  const revive = (_name: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === "number" ? readNumber(context?.source ?? String(value), value) : value;
  return JSON.parse(text, revive) as PythonValue;
}

function readNumber(source: string, value: number): number | bigint | PythonFloat {
  if (/^-?\d+$/.test(source)) return Number.isSafeInteger(value) ? value : BigInt(source);
  return Number.isInteger(value) ? new PythonFloat(value) : value;
}

/** Writes as Python's json.dumps does: `, ` and `: ` between, ASCII only, bare `NaN` and `Infinity`. Undefined fields are left out. */
export function writePythonJson(value: unknown): string {
  if (typeof value === "string") return writeString(value);
  if (value instanceof PythonFloat) return writeFloat(value.value);
  if (typeof value === "number") return String(value);
  if (typeof value === "bigint" || typeof value === "boolean") return `${value}`;
  if (Array.isArray(value)) return `[${value.map(writePythonJson).join(", ")}]`;
  if (typeof value !== "object" || value === null) return "null";
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${writeString(name)}: ${writePythonJson(field)}`).join(", ")}}`;
}

function writeFloat(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function writeString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Python's repr of a literal, as error details show it. */
export function pythonRepr(value: PythonValue): string {
  if (typeof value === "string") return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  return writePythonJson(value);
}

/** Python's str of a literal; of nothing, `None`. */
export function pythonText(value: PythonValue | undefined): string {
  return typeof value === "string" ? value : pythonRepr(value ?? null);
}

/** A number whatever it is held in; null for anything else. */
export function numberOf(value: PythonValue | undefined): number | null {
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === "bigint") return Number(value);
  return typeof value === "number" ? value : null;
}

/** Narrows to an object of named values. */
export function isObject(value: unknown): value is PythonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof PythonFloat);
}

import { isObject, numberOf, PythonFloat, pythonRepr, pythonText, type PythonValue } from "./python-json.ts";

export type Coerced = { readonly value: PythonValue } | { readonly exception: string };

/** Converts a literal to an input's type the way Python's int(), float(), str() and bool() do; other types pass. */
export function coerce(value: PythonValue, type: PythonValue): Coerced {
  return (typeof type === "string" ? CONVERTERS[type]?.(value) : undefined) ?? { value };
}

const CONVERTERS: Readonly<Record<string, (value: PythonValue) => Coerced>> = {
  INT: toInt,
  FLOAT: toFloat,
  STRING: (value) => ({ value: pythonText(value) }),
  BOOLEAN: (value) => ({ value: isTruthy(value) }),
};

function toInt(value: PythonValue): Coerced {
  if (typeof value === "number") return { value: Math.trunc(value) };
  if (typeof value === "bigint") return { value };
  if (value instanceof PythonFloat) return { value: wholeNumber(BigInt(Math.trunc(value.value))) };
  if (typeof value === "boolean") return { value: Number(value) };
  if (typeof value !== "string") return { exception: notANumber("int", value) };
  if (!/^\s*[+-]?\d+\s*$/.test(value)) return { exception: `invalid literal for int() with base 10: ${pythonRepr(value)}` };
  return { value: wholeNumber(BigInt(value.trim())) };
}

function wholeNumber(value: bigint): PythonValue {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function toFloat(value: PythonValue): Coerced {
  const number = typeof value === "boolean" ? Number(value) : numberOf(value);
  if (number !== null) return { value: floatOf(number) };
  if (typeof value !== "string") return { exception: notANumber("float", value) };
  const parsed = value.trim() === "" ? Number.NaN : Number(value);
  return Number.isNaN(parsed)
    ? { exception: `could not convert string to float: ${pythonRepr(value)}` }
    : { value: floatOf(parsed) };
}

function floatOf(value: number): PythonValue {
  return Number.isInteger(value) ? new PythonFloat(value) : value;
}

function notANumber(kind: "int" | "float", value: PythonValue): string {
  const accepted = kind === "int" ? "a string, a bytes-like object or a real number" : "a string or a real number";
  return `${kind}() argument must be ${accepted}, not '${value === null ? "NoneType" : isObject(value) ? "dict" : "list"}'`;
}

function isTruthy(value: PythonValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  const number = numberOf(value);
  return number === null ? Boolean(value) : number !== 0;
}

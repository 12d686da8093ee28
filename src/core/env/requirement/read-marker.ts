import type { Scanner } from "./scanner.ts";

/** What a marker may ask, by its spellings. Source: PEP 508, and the spellings of PEP 345 that pip still reads. */
const VARIABLES: Readonly<Record<string, string>> = {
  python_version: "python_version",
  python_full_version: "python_full_version",
  os_name: "os_name",
  "os.name": "os_name",
  sys_platform: "sys_platform",
  "sys.platform": "sys_platform",
  platform_release: "platform_release",
  platform_system: "platform_system",
  platform_version: "platform_version",
  "platform.version": "platform_version",
  platform_machine: "platform_machine",
  "platform.machine": "platform_machine",
  platform_python_implementation: "platform_python_implementation",
  "platform.python_implementation": "platform_python_implementation",
  python_implementation: "platform_python_implementation",
  implementation_name: "implementation_name",
  implementation_version: "implementation_version",
};

const NAME = /[a-z_.]+/y;
/** The characters that PEP 508 lets stand in a text, but for the quote that ends it and the backslash. */
const TEXT = /"[A-Za-z0-9 \t().{}_*#:;,/?[\]!~`@$%^&=+|<>'-]*"|'[A-Za-z0-9 \t().{}_*#:;,/?[\]!~`@$%^&=+|<>"-]*'/y;
const COMPARISON = /===|~=|==|!=|<=|>=|<|>|in(?![a-z_.])|not[ \t]+in(?![a-z_.])/y;
/** Nobody writes more brackets in brackets. Guess; it keeps the reading from running out of stack. */
const MAX_DEPTH = 20;

/**
 * An environment marker in its normal spelling, e.g. `python_version < "3.13" and os_name == "posix"`. Rule: EQ4.
 *
 * @returns null where none stands here.
 */
export function readMarker(scanner: Scanner, depth = 0): string | null {
  const parts: string[] = [];
  for (let joint: string | null = ""; joint !== null; joint = scanner.take(/(?:and|or)(?![a-z_.])/y)) {
    const part = scanner.take(/\(/y) === null ? readComparison(scanner) : readBracketed(scanner, depth + 1);
    if (part === null) return null;
    parts.push(joint === "" ? part : `${joint} ${part}`);
  }
  return parts.join(" ");
}

function readBracketed(scanner: Scanner, depth: number): string | null {
  const inner = depth > MAX_DEPTH ? null : readMarker(scanner, depth);
  return inner === null || scanner.take(/\)/y) === null ? null : `(${inner})`;
}

interface Operand {
  readonly text: string;
  readonly isVariable: boolean;
}

function readComparison(scanner: Scanner): string | null {
  const left = readOperand(scanner);
  const operator = left === null ? null : scanner.take(COMPARISON);
  const right = operator === null ? null : readOperand(scanner);
  if (left === null || operator === null || right === null || left.isVariable === right.isVariable) return null;
  return `${left.text} ${operator.replace(/[ \t]+/, " ")} ${right.text}`;
}

function readOperand(scanner: Scanner): Operand | null {
  const quoted = scanner.take(TEXT);
  if (quoted !== null) return { text: requote(quoted), isVariable: false };
  const name = scanner.take(NAME);
  const variable = name !== null && Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
  return variable === undefined ? null : { text: variable, isVariable: true };
}

/** Double quotes, unless one stands inside. */
function requote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return inner.includes('"') ? `'${inner}'` : `"${inner}"`;
}

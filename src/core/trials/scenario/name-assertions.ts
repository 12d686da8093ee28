import type { Assertion } from "../assert/assertion.ts";
import type { Findings } from "./findings.ts";
import { toolsOf } from "./tools-of.ts";

/**
 * Gives assertions without a name one that says what they look at: `tool_called refund`, `judge kind`. Names stand in traces that
 * keep no content, so nothing that is looked for enters them; further ones of a kind are numbered, `regex (2)`.
 *
 * Problems: a name that is given twice. Source: SPEC.md TS48.
 */
export function nameAssertions(assertions: readonly Assertion[], findings: Findings): readonly Assertion[] {
  const given = new Map<string, number>();
  for (const [index, { name }] of assertions.entries()) {
    const first = given.get(name);
    if (name === "") continue;
    if (first === undefined) given.set(name, index);
    else {
      const path = ["assertions", index, "name"];
      const finding = {
        code: "DUPLICATE_ID",
        first: ["assertions", first, "name"],
        hint: "Name each assertion differently",
      } as const;
      findings.refuse(path, `two assertions are called \`${name}\``, finding);
    }
  }
  const taken = new Set(given.keys());
  return assertions.map((assertion) => (assertion.name === "" ? { ...assertion, name: freeName(assertion, taken) } : assertion));
}

function freeName(assertion: Assertion, taken: Set<string>): string {
  const plain = plainName(assertion);
  let name = plain;
  for (let number = 2; taken.has(name); number += 1) name = `${plain} (${number})`;
  taken.add(name);
  return name;
}

/** More of the tools or criteria that it names would not help to tell it from others. */
const MAX_NAMES = 4;

function plainName(assertion: Assertion): string {
  const subjects = subjectsOf(assertion);
  const more = subjects.length > MAX_NAMES ? [`+${subjects.length - MAX_NAMES}`] : [];
  return [...(assertion.not ? ["not"] : []), assertion.type, ...subjects.slice(0, MAX_NAMES), ...more].join(" ");
}

function subjectsOf(assertion: Assertion): readonly string[] {
  if (assertion.type === "judge") return assertion.criteria.map(({ name }) => name);
  if (assertion.type === "custom") return [assertion.ref];
  return toolsOf(assertion).map(({ name }) => name);
}

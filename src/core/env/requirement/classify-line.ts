import { MAX_REQUIREMENT_CHARS, parseRequirement } from "./parse-requirement.ts";
import type { RefusalReason } from "./requirement.ts";

/** What a line of needs says: a requirement to take over, or why it is not. */
export type LineMeaning =
  | { readonly kind: "requirement"; readonly name: string; readonly text: string }
  | { readonly kind: "refused"; readonly reason: RefusalReason };

const OPTIONS: readonly (readonly [RefusalReason, RegExp])[] = [
  ["include", /^(?:-r|-c|--requirement|--constraint)/],
  ["editable", /^(?:-e|--editable)/],
  ["index", /^(?:-i|-f|--index-url|--extra-index-url|--find-links|--no-index|--pypi-url|--trusted-host)/],
  ["option", /^-/],
];
/** `scheme://…`, `git+…`, `file:…`: an address without a name. A drive letter is no scheme. */
const ADDRESS = /^[a-z][a-z0-9+.-]+:/i;
/** A folder or a file of this machine. */
const PATH = /^[.~]|[\\/]/;
/** What pip takes for a file, even where a package might be called so. */
const ARCHIVE = /^[^ \t;@]+\.(?:whl|zip|tar\.gz|tgz|tar\.bz2)(?=[ \t;]|$)/i;
/** Digests of files: the lock has its own, of every file. */
const HASHES = /(?:[ \t]+--hash(?:=|[ \t]+)[A-Za-z0-9]+:[A-Fa-f0-9]+)+$/;
const WITH_OPTION = /[ \t]--?[A-Za-z]/;

/** What is taken over stands in files that people commit: no address with a password in it, whoever allows it. */
const PASSWORD = /\/\/[^/@]*:[^/@]*@/;

/**
 * What one line says. Nothing that would read another file, run code, or fetch from anywhere but the truth's indexes is a
 * requirement; an address is one where the person allowed just this line. Rules: EQ6, EQ7, EQ8.
 *
 * @param allowedUrls  Lines with an address that a person approved, letter by letter.
 */
export function classifyLine(line: string, allowedUrls: ReadonlySet<string>): LineMeaning {
  if (line.length > MAX_REQUIREMENT_CHARS) return { kind: "refused", reason: "syntax" };
  const [reason] = OPTIONS.find(([, pattern]) => pattern.test(line)) ?? [];
  if (reason !== undefined) return { kind: "refused", reason };
  const text = line.replace(HASHES, "");
  if (ARCHIVE.test(text) && !ADDRESS.test(text)) return { kind: "refused", reason: "editable" };
  const parsed = parseRequirement(text) ?? (allowedUrls.has(line) ? parseRequirement(namedAddress(text)) : null);
  if (parsed === null) return { kind: "refused", reason: reasonOf(text) };
  if (parsed.url !== null && (!allowedUrls.has(line) || PASSWORD.test(parsed.url))) return { kind: "refused", reason: "url" };
  return { kind: "requirement", name: parsed.name, text: parsed.text };
}

function reasonOf(text: string): RefusalReason {
  if (ADDRESS.test(text)) return "url";
  if (WITH_OPTION.test(text)) return "option";
  return PATH.test(text.split(/[ \t;]/, 1)[0] ?? "") ? "editable" : "syntax";
}

/** An address with the name that it says itself: `#egg=name`, or that of a wheel's file. */
function namedAddress(text: string): string {
  const [address = "", ...rest] = text.split(/[ \t]+/);
  const egg = /[#&]egg=([A-Za-z0-9._-]+)/.exec(address)?.[1];
  const wheel = /\/([A-Za-z0-9._]+)-[^/]+\.whl(?:#|$)/.exec(address)?.[1];
  return `${egg ?? wheel ?? ""} @ ${address} ${rest.join(" ")}`;
}

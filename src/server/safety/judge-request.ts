import { WRITE_HEADER } from "../../core/api/request.ts";
import { TouchstoneError } from "../../core/errors.ts";

/** What the head of a request says. A header that is absent is undefined; an empty one is present. */
export interface RequestFacts {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`: browsers say with it where a request comes from, and pages cannot forge it. */
  readonly fetchSite: string | undefined;
  readonly contentType: string | undefined;
  /** The header of `WRITE_HEADER`. */
  readonly writeHeader: string | undefined;
}

/** Where requests may be addressed to and come from. */
export interface RequestRules {
  /** As a `Host` header says them, in lower case, e.g. `127.0.0.1:4170`. */
  readonly hosts: readonly string[];
  /** As an `Origin` header says them, e.g. `http://127.0.0.1:4170`. */
  readonly origins: readonly string[];
}

/** The methods that anything answers to. */
export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const WRITES = ["POST", "PUT", "PATCH", "DELETE"];
/** A browser sends the three other types of a form without asking first, so only this one tells that it was no form. */
const JSON_TYPE = /^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?$/i;

/**
 * Decides whether a request may be looked at, by its head alone and before anything is known of its route: the same for
 * pages, API and streams, known and unknown.
 *
 * @returns the refusal, or undefined.
 */
export function judgeRequest(facts: RequestFacts, rules: RequestRules): TouchstoneError | undefined {
  return (
    judgeHost(facts, rules) ??
    judgeOrigin(facts, rules) ??
    judgeFetchSite(facts) ??
    judgeMethod(facts) ??
    (WRITES.includes(facts.method) ? judgeWrite(facts) : undefined)
  );
}

/** A rebound name sends its own `Host`: only this tells it from a request of ours. */
function judgeHost({ host }: RequestFacts, { hosts }: RequestRules): TouchstoneError | undefined {
  if (host !== undefined && hosts.includes(host.toLowerCase())) return undefined;
  const message = host === undefined ? "the request names no host" : `this server does not answer for ${quote(host)}`;
  const hint = `Open http(s)://${hosts[0] ?? "its own address"}, or start it with \`--allow-host\` and the name you want`;
  return new TouchstoneError("HOST_REFUSED", message, { hint });
}

function judgeOrigin({ origin }: RequestFacts, { origins }: RequestRules): TouchstoneError | undefined {
  if (origin === undefined || origins.includes(origin)) return undefined;
  return new TouchstoneError("ORIGIN_REFUSED", `pages of ${quote(origin)} may not use this server`);
}

function judgeFetchSite({ fetchSite }: RequestFacts): TouchstoneError | undefined {
  if (fetchSite === undefined || fetchSite === "same-origin" || fetchSite === "none") return undefined;
  return new TouchstoneError("ORIGIN_REFUSED", "another site's page sent this request", {
    hint: "Copy the address into a new tab instead of following a link",
  });
}

function judgeMethod({ method }: RequestFacts): TouchstoneError | undefined {
  if (METHODS.includes(method)) return undefined;
  return new TouchstoneError("METHOD_REFUSED", `nothing here answers to ${quote(method)}`);
}

function judgeWrite({ contentType, writeHeader }: RequestFacts): TouchstoneError | undefined {
  if (contentType === undefined || !JSON_TYPE.test(contentType)) {
    return new TouchstoneError("TYPE_REFUSED", "a write must have a JSON body", {
      hint: "Send `Content-Type: application/json`",
    });
  }
  if (writeHeader === WRITE_HEADER.value) return undefined;
  return new TouchstoneError("WRITE_HEADER_MISSING", `a write must carry the header \`${WRITE_HEADER.name}\``, {
    hint: `Send \`${WRITE_HEADER.name}: ${WRITE_HEADER.value}\``,
  });
}

/** What a stranger sent, short and on one line. */
function quote(text: string): string {
  const plain = text.replaceAll(/[^\x20-\x7e]|`/g, "?");
  return `\`${plain.length > 80 ? `${plain.slice(0, 80)}…` : plain}\``;
}

import { quoteForMessage } from "../authored/quote.ts";
import { judgeIp } from "./judge-ip.ts";

/** A server's address in its parts, fit to be connected to once its name is resolved and `judgeIp` agrees. */
export interface ServerAddress {
  /** Without a slash at the end, e.g. `http://127.0.0.1:8188`, `https://gpu.example/comfy`. */
  readonly url: string;
  readonly secure: boolean;
  /** Lower case, IPv6 without brackets, e.g. `127.0.0.1`, `::1`, `studio-pc`. */
  readonly host: string;
  readonly port: number;
}

export type AddressVerdict =
  | ({ readonly ok: true } & ServerAddress)
  | { readonly ok: false; readonly reason: string; readonly hint: string };

const HINT = "Give it as ComfyUI prints it, e.g. `http://127.0.0.1:8188`";

/** Scheme, anything before an `@`, host (IPv6 in brackets), port, path, query and fragment. */
const SHAPE =
  /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<login>[^/?#]*@)?(?<host>\[[0-9a-f:.]+\]|[^/?#:@\s[\]]+)(?::(?<port>\d*))?(?<path>\/[^?#\s]*)?(?<rest>[?#].*)?$/i;

/**
 * Judges the address of a server as a person wrote it. The name in it is judged again when it is resolved: what it leads to
 * can change at any time.
 *
 * Source: SPEC.md CF1, CF2.
 */
export function judgeAddress(written: string): AddressVerdict {
  const match = SHAPE.exec(written.trim());
  const quoted = `\`${quoteForMessage(showAddress(written))}\``;
  if (match?.groups === undefined) return refuse(`${quoted} is no address of a server`);
  const { scheme = "", login, host = "", port = "", path = "", rest } = match.groups;
  const secure = scheme.toLowerCase() === "https";
  if (!secure && scheme.toLowerCase() !== "http")
    return refuse(`${quoted} begins with \`${scheme}://\`: only http and https are spoken`);
  if (login !== undefined)
    return refuse("the address holds a name or a password, which would end up in logs", "Leave out what stands before the `@`");
  if (rest !== undefined) return refuse(`${quoted} has more than a host, a port and a path`);
  const name = host
    .replace(/^\[|\]$/g, "")
    .toLowerCase()
    .replace(/\.$/, "");
  const number = port === "" ? (secure ? 443 : 80) : Number(port);
  if (number < 1 || number > 65_535) return refuse(`port \`${port}\` does not exist`);
  return judgeHost({ name, number, secure, path: path.replace(/\/+$/, ""), quoted });
}

/**
 * An address as it may be repeated: without what may be a name, a password or a token, each shown as `…`. Also fit for what is
 * no address, such as an id.
 *
 * Source: SPEC.md CF8.
 */
export function showAddress(written: string): string {
  const [, scheme = "", rest = ""] = /^([a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(written.trim()) ?? [];
  const at = rest.lastIndexOf("@");
  const mark = rest.search(/[?#]/);
  // A `?` in a password and an `@` in a query look alike.
  if (mark !== -1 && mark < at) return `${scheme}…`;
  const login = at === -1 ? "" : "…@";
  const shown = mark === -1 ? rest.slice(at + 1) : `${rest.slice(at + 1, mark + 1)}…`;
  return `${scheme}${login}${shown}`;
}

interface Parts {
  readonly name: string;
  readonly number: number;
  readonly secure: boolean;
  readonly path: string;
  readonly quoted: string;
}

function judgeHost({ name, number, secure, path, quoted }: Parts): AddressVerdict {
  const isIp = name.includes(":") || /^[\d.]+$/.test(name);
  const kind = isIp ? judgeIp(name) : undefined;
  if (kind === "refused")
    return refuse(`${quoted} is an address where no server of yours can be (link-local, multicast or unspecified)`);
  if (kind === "public" && !secure)
    return refuse(
      `${quoted} is outside of your network, and http would send everything readable`,
      "Use https, a tunnel, or an address inside your network",
    );
  // A name that ends in a number is read as an IPv4 address in some spelling, e.g. `0xa9.0xfe.43518` (URL Standard, host parsing).
  const isName = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/.test(name) && !/(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(name);
  if (!isIp && !isName) return refuse(`${quoted} names no host`);
  const shown = name.includes(":") ? `[${name}]` : name;
  const isUsual = number === (secure ? 443 : 80);
  return {
    ok: true,
    url: `${secure ? "https" : "http"}://${shown}${isUsual ? "" : `:${number}`}${path}`,
    secure,
    host: name,
    port: number,
  };
}

/**
 * Whether a name may be connected to at the address it was resolved to just now.
 *
 * @returns undefined when it may, else why not. Source: SPEC.md CF4.
 */
export function findIpRefusal(ip: string, secure: boolean): string | undefined {
  const kind = judgeIp(ip);
  if (kind === "refused") return `it leads to \`${ip}\`, where no server of yours can be`;
  if (kind === "public" && !secure)
    return `it leads to \`${ip}\`, outside of your network, and http would send everything readable`;
  return undefined;
}

function refuse(reason: string, hint = HINT): AddressVerdict {
  return { ok: false, reason, hint };
}

import { TouchstoneError } from "../../core/errors.ts";
import type { RequestRules } from "./judge-request.ts";

/** Where and how a server is asked to listen. */
export interface BindRequest {
  /** A name or address to listen on, e.g. `127.0.0.1`, `::1`, `0.0.0.0`. */
  readonly host: string;
  /** The port; 0 while it is not known yet. */
  readonly port: number;
  /** Whether a certificate and its key were given. */
  readonly tls: boolean;
  /** The person accepts that what passes by can be read. */
  readonly insecure: boolean;
  /** Further names it is reached by, e.g. `studio.lan` or `studio.lan:8443`; without a port, the one it listens on. */
  readonly allowedHosts: readonly string[];
}

/** How a server listens. */
export interface Bind extends RequestRules {
  /** The address to show, e.g. `http://127.0.0.1:4170/`. */
  readonly url: string;
  /** Whether each route but the login asks who is there. */
  readonly needsLogin: boolean;
  /** A `__Host-` cookie is bound to this host by the browser, which takes it over TLS only. */
  readonly cookieName: "__Host-touchstone" | "touchstone";
}

const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];
const WILDCARDS = ["0.0.0.0", "[::]"];
const HOST_NAME = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/;

/**
 * Decides how a server may listen. Open to this machine's browser alone, it asks for no login; reachable by others, by
 * address or under a name that leads here, it needs a login on everything, and TLS unless the person waives it.
 *
 * @throws TouchstoneError BIND_REFUSED with the way out; USAGE for a name that is none.
 */
export function decideBind({ host, port, tls, insecure, allowedHosts }: BindRequest): Bind {
  const address = urlName(host);
  const named = allowedHosts.map(urlName);
  const open = [address, ...named].every((name) => isLoopback(name));
  if (!open) refuseExposed({ address, named, safe: tls || insecure });
  const own = WILDCARDS.includes(address) ? [] : [address];
  const local = isLoopback(address) || WILDCARDS.includes(address) ? LOOPBACK_NAMES : [];
  const names = [...new Set([...(open ? [] : named), ...own, ...local, ...named])];
  const scheme = tls ? "https" : "http";
  const hosts = names.flatMap((name) => hostsOf(name, { port, standardPort: tls ? 443 : 80 }));
  return {
    url: `${scheme}://${hosts[0]}/`,
    hosts,
    origins: hosts.map((each) => `${scheme}://${each}`),
    needsLogin: !open,
    cookieName: tls ? "__Host-touchstone" : "touchstone",
  };
}

/** A name with its exact port; the scheme's own port may be left out, as browsers do. */
function hostsOf(name: string, { port, standardPort }: { port: number; standardPort: number }): string[] {
  const full = hasPort(name) ? name : `${name}:${port}`;
  return full.endsWith(`:${standardPort}`) ? [full.slice(0, full.lastIndexOf(":")), full] : [full];
}

/** `::1` as `[::1]`, names in lower case. */
function urlName(name: string): string {
  const lower = name.toLowerCase();
  const isBareIpv6 = (lower.match(/:/g) ?? []).length > 1 && !lower.startsWith("[");
  const inUrl = isBareIpv6 ? `[${lower}]` : lower;
  if (HOST_NAME.test(inUrl)) return inUrl;
  throw new TouchstoneError("USAGE", `\`${name}\` is no host to listen on or answer for`, {
    hint: "Give a name or an address, such as `127.0.0.1` or `studio.lan`",
  });
}

function hasPort(name: string): boolean {
  return /:\d+$/.test(name.replace(/^\[.*\]/, ""));
}

function isLoopback(name: string): boolean {
  const bare = hasPort(name) ? name.slice(0, name.lastIndexOf(":")) : name;
  return LOOPBACK_NAMES.includes(bare) || /^127(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(bare);
}

function refuseExposed({ address, named, safe }: { address: string; named: readonly string[]; safe: boolean }): void {
  if (!safe) {
    throw new TouchstoneError("BIND_REFUSED", "others could reach this server, and read what passes by", {
      hint: "Give `--cert` and `--key`, or `--insecure` on a network that you trust, or listen on `127.0.0.1`",
    });
  }
  if (WILDCARDS.includes(address) && named.length === 0) {
    throw new TouchstoneError("BIND_REFUSED", `\`${address}\` listens everywhere, but nothing says under which names`, {
      hint: "Add `--allow-host` with each name or address that people will type",
    });
  }
}

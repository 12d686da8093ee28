/** Where an IP address leads: to this machine, into the own network, out of it, or where no server of ours may be. */
export type IpKind = "loopback" | "private" | "public" | "refused";

/**
 * Judges a resolved IP address. Link-local addresses are refused because cloud machines keep their credentials there,
 * multicast and unspecified ones because no server is there.
 *
 * @param ip  IPv4 in dots, or IPv6 in any spelling, without a zone.
 * Source: SPEC.md CF3.
 */
export function judgeIp(ip: string): IpKind {
  const bytes = ip.includes(":") ? parseIpv6(ip) : parseIpv4(ip);
  if (bytes === undefined || METADATA.has(bytes.join("."))) return "refused";
  const inner = embeddedIpv4(bytes) ?? bytes;
  return inner.length === 4 ? judgeIpv4(inner) : judgeIpv6(inner);
}

/** Where clouds hand out credentials outside of the link-local range, byte by byte: Alibaba, Oracle, Amazon over IPv6. */
const METADATA: ReadonlySet<string> = new Set(["100.100.100.200", "192.0.0.192", "253.0.14.194.0.0.0.0.0.0.0.0.0.0.2.84"]);

function judgeIpv4([a = 0, b = 0]: readonly number[]): IpKind {
  if (a === 0 || a >= 224 || (a === 169 && b === 254)) return "refused";
  if (a === 127) return "loopback";
  return PRIVATE.some(([first, low, high]) => a === first && b >= low && b <= high) ? "private" : "public";
}

/** First byte and bounds of the second: RFC 1918, and shared addresses (RFC 6598), which virtual private networks use. */
const PRIVATE = [
  [10, 0, 255],
  [172, 16, 31],
  [192, 168, 168],
  [100, 64, 127],
] as const;

function judgeIpv6(bytes: readonly number[]): IpKind {
  const [a = 0, b = 0] = bytes;
  const isZero = bytes.slice(0, 15).every((byte) => byte === 0);
  if (isZero) return bytes[15] === 1 ? "loopback" : "refused";
  if (a === 0xff || (a === 0xfe && (b & 0xc0) === 0x80)) return "refused";
  return (a & 0xfe) === 0xfc ? "private" : "public";
}

/** Prefixes behind which an IPv4 address stands: mapped (RFC 4291), the old compatible form, NAT64 (RFC 6052). */
const CARRIERS = ["0.0.0.0.0.0.0.0.0.0.255.255", "0.0.0.0.0.0.0.0.0.0.0.0", "0.100.255.155.0.0.0.0.0.0.0.0"];

/** The IPv4 address that an IPv6 address leads to; undefined where it is one of its own. */
function embeddedIpv4(bytes: readonly number[]): readonly number[] | undefined {
  if (bytes.length !== 16 || bytes.slice(0, 15).every((byte) => byte === 0)) return undefined;
  if (CARRIERS.includes(bytes.slice(0, 12).join("."))) return bytes.slice(12);
  // 6to4 (RFC 3056).
  return bytes[0] === 0x20 && bytes[1] === 0x02 ? bytes.slice(2, 6) : undefined;
}

function parseIpv4(text: string): readonly number[] | undefined {
  const parts = text.split(".");
  // A leading zero means octal to some, and another address.
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function parseIpv6(text: string): readonly number[] | undefined {
  const [head = "", tail, extra] = text.split("::");
  if (extra !== undefined) return undefined;
  const front = parseGroups(head);
  const back = tail === undefined ? [] : parseGroups(tail);
  if (front === undefined || back === undefined) return undefined;
  const missing = 16 - front.length - back.length;
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined;
  return [...front, ...Array.from({ length: missing }, () => 0), ...back];
}

function parseGroups(text: string): readonly number[] | undefined {
  if (text === "") return [];
  const bytes: number[] = [];
  for (const group of text.split(":")) {
    const parsed = group.includes(".") ? parseIpv4(group) : parseGroup(group);
    if (parsed === undefined) return undefined;
    bytes.push(...parsed);
  }
  return bytes;
}

function parseGroup(group: string): readonly number[] | undefined {
  if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
  const value = Number.parseInt(group, 16);
  return [value >> 8, value & 0xff];
}

import { FAILURES, type FailureCode } from "../../src/core/errors.ts";
import type { RequestFacts } from "../../src/server/safety/judge-request.ts";

/** One head of a request, and what must come of it. */
export interface HeaderCase {
  /** A sentence's end, e.g. `POST, host evil.example`. */
  readonly title: string;
  readonly facts: RequestFacts;
  /** Null for a request that must get past: whatever its route says then is right. */
  readonly refusal: { readonly code: FailureCode; readonly status: number } | null;
}

/** A value of one header, and the code it must be refused with. */
interface Choice {
  readonly value: string | undefined;
  readonly refused?: FailureCode;
}

type Header = Exclude<keyof RequestFacts, "method">;
/** In the order in which they are judged. */
type Axes = readonly (readonly [Header, readonly Choice[]])[];

const METHODS: readonly Choice[] = [
  ...["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].map((value) => ({ value })),
  ...["OPTIONS", "PROPFIND"].map((value) => ({ value, refused: "METHOD_REFUSED" as const })),
];
const WRITES = ["POST", "PUT", "PATCH", "DELETE"];

const FETCH_SITES: readonly Choice[] = [
  ...[undefined, "same-origin", "none"].map((value) => ({ value })),
  ...["cross-site", "same-site", "", "Same-Origin", "none, same-origin"].map((value) => ({
    value,
    refused: "ORIGIN_REFUSED" as const,
  })),
];

const TYPES: readonly Choice[] = [
  ...["application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'].map((value) => ({ value })),
  ...[
    undefined,
    "",
    "text/plain",
    "text/plain; application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/json, text/plain",
    "application/json; charset=utf-16",
  ].map((value) => ({ value, refused: "TYPE_REFUSED" as const })),
];

const WRITE_HEADERS: readonly Choice[] = [
  { value: "1" },
  ...[undefined, "", "0", "1, 1", "true"].map((value) => ({ value, refused: "WRITE_HEADER_MISSING" as const })),
];

/** A server at `host`, e.g. `127.0.0.1:4170`. */
function axesOf(host: string): Axes {
  const [name = "", port = ""] = host.split(":");
  const strangers = [
    "evil.example",
    `evil.example:${port}`,
    name,
    `${name}:1`,
    `${name}.:${port}`,
    `${name}.evil.example:${port}`,
  ];
  const own = `http://${host}`;
  const foreign = [
    "",
    "null",
    "http://evil.example",
    `https://${host}`,
    `http://${name}`,
    `http://${name}:1`,
    `${own}/`,
    `${own}.evil.example`,
    host,
  ];
  return [
    [
      "host",
      [
        { value: host },
        { value: host.toUpperCase() },
        ...strangers.map((value) => ({ value, refused: "HOST_REFUSED" as const })),
      ],
    ],
    [
      "origin",
      [{ value: undefined }, { value: own }, ...foreign.map((value) => ({ value, refused: "ORIGIN_REFUSED" as const }))],
    ],
    ["fetchSite", FETCH_SITES],
    ["contentType", TYPES],
    ["writeHeader", WRITE_HEADERS],
  ];
}

/** What each method of a route is tried with: all heads with at most one thing wrong, and all with any two. */
export function headerMatrix(host: string): HeaderCase[] {
  const axes = axesOf(host);
  const pairs = axes.flatMap((first, index) => axes.slice(index + 1).map((second): Axes => [first, second]));
  const heads = pairs.flatMap((pair) =>
    combine(axes.map((axis) => (pair.includes(axis) ? axis : [axis[0], axis[1].slice(0, 1)]))),
  );
  return uniqueCases(heads);
}

function uniqueCases(heads: readonly Head[]): HeaderCase[] {
  const cases = METHODS.flatMap((method) => heads.map((head) => caseOf(method, head)));
  return [...new Map(cases.map((each) => [each.title, each])).values()];
}

/** Heads with at most one thing that is not as usual: for many routes. */
export function singleFaults(host: string): HeaderCase[] {
  const axes = axesOf(host);
  const heads = axes.flatMap((one) => combine(axes.map((axis) => (axis === one ? axis : [axis[0], axis[1].slice(0, 1)]))));
  return uniqueCases(heads);
}

/** Every head there is: some 300,000. For the pure decision, which is fast enough. */
export function* wholeMatrix(host: string): Generator<HeaderCase> {
  const heads = combine(axesOf(host));
  for (const method of METHODS) for (const head of heads) yield caseOf(method, head);
}

type Head = readonly (readonly [Header, Choice])[];

function combine(axes: Axes): Head[] {
  return axes.reduce<Head[]>(
    (heads, [name, choices]) => heads.flatMap((head) => choices.map((choice): Head => [...head, [name, choice]])),
    [[]],
  );
}

/** The first refusal in the order of judging: host, origin, fetch site, method, and for writes type and header. */
function caseOf(method: Choice, head: Head): HeaderCase {
  const isWrite = WRITES.includes(method.value ?? "");
  const judged = [
    ...head.slice(0, 3).map(([, choice]) => choice),
    method,
    ...(isWrite ? head.slice(3).map(([, choice]) => choice) : []),
  ];
  const code = judged.find((choice) => choice.refused !== undefined)?.refused;
  const given = Object.fromEntries(head.map(([name, choice]) => [name, choice.value])) as Record<Header, string | undefined>;
  const told = head.map(([name, choice]) => `${name} ${choice.value === undefined ? "absent" : JSON.stringify(choice.value)}`);
  return {
    title: [method.value, ...told].join(", "),
    facts: { method: method.value ?? "", ...given },
    refusal: code === undefined ? null : { code, status: FAILURES[code].http },
  };
}

const NAMES: Record<Header, string> = {
  host: "Host",
  origin: "Origin",
  fetchSite: "Sec-Fetch-Site",
  contentType: "Content-Type",
  writeHeader: "X-Touchstone",
};

/** The head of a case as headers. */
export function headersOf({ facts }: HeaderCase): Record<string, string> {
  const names = Object.keys(NAMES) as Header[];
  return Object.fromEntries(names.flatMap((name) => (facts[name] === undefined ? [] : [[NAMES[name], facts[name]]])));
}

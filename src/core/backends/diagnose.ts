import { TouchstoneError } from "../errors.ts";

/** Why a server could not be looked at, for a person. */
export interface Trouble {
  /** What is the case, in one sentence. */
  readonly detail: string;
  /** What to try. */
  readonly hint: string;
}

/**
 * Says in plain words why a ComfyUI server could not be looked at, from what the connection reported.
 *
 * @param url    As `judgeAddress` writes it, or as `showAddress` does where that refuses it.
 * @param error  What looking at it threw. What the network said is found in its causes.
 * Source: SPEC.md BK14.
 */
export function diagnose(url: string, error: TouchstoneError): Trouble {
  const said = [...wordsIn(error)];
  for (const { when, say } of CAUSES) {
    if (said.some((word) => when.test(word))) return say(url);
  }
  return { detail: error.message, hint: error.hint ?? "Look at what ComfyUI prints where it runs" };
}

interface Cause {
  /** Error codes of the system, of TLS and of the HTTP client; `HTTP 403`; our own codes last. */
  readonly when: RegExp;
  readonly say: (url: string) => Trouble;
}

const CAUSES: readonly Cause[] = [
  {
    when: /^ECONNREFUSED$/,
    say: (url) => ({
      detail: `nothing listens at \`${url}\``,
      hint: "Start ComfyUI, and compare the port with the one it prints (`To see the GUI go to: …`)",
    }),
  },
  {
    when: /^(ENOTFOUND|EAI_AGAIN)$/,
    say: (url) => ({
      detail: `no machine of the name in \`${url}\` is known here`,
      hint: "Check the spelling, or give the machine's IP address",
    }),
  },
  {
    when: /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/,
    say: (url) => ({
      detail: `there is no way from here to the machine of \`${url}\``,
      hint: "Check that it is switched on and in the same network",
    }),
  },
  {
    when: /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/,
    say: (url) => ({
      detail: `the secure connection to \`${url}\` failed: it speaks no https, or this machine does not trust its certificate`,
      hint: "Use http:// if the server has no certificate, or trust the certificate with NODE_EXTRA_CA_CERTS",
    }),
  },
  {
    when: /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|BACKEND_TIMEOUT)$/,
    say: (url) => ({
      detail: `\`${url}\` did not answer in time`,
      hint: "Check that the machine is on, that no firewall drops the port, and that ComfyUI was started with `--listen`",
    }),
  },
  {
    when: /^HTTP 403$/,
    say: (url) => ({
      detail: `\`${url}\` refused the request (403): something in front of ComfyUI, or its own check of Host and Origin, lets nobody in`,
      hint: "Use the very address that ComfyUI prints, not another name for it, or open the way in the proxy before it",
    }),
  },
  {
    when: /^HTTP (401|407)$/,
    say: (url) => ({
      detail: `\`${url}\` asks for a login, which ComfyUI itself never does`,
      hint: "Give the address of ComfyUI itself, not of the proxy before it",
    }),
  },
  {
    when: /^HTTP 50[234]$/,
    say: (url) => ({
      detail: `something in front of \`${url}\` answers, but ComfyUI behind it does not`,
      hint: "Start ComfyUI, or wait until it has started",
    }),
  },
  {
    when: /^HTTP 5\d\d$/,
    say: (url) => ({
      detail: `\`${url}\` answered with an error of its own`,
      hint: "Look at what ComfyUI prints where it runs; a pack of custom nodes may be broken",
    }),
  },
  {
    when: /^(HPE_|BACKEND_MALFORMED$)/,
    say: (url) => ({
      detail: `something answers at \`${url}\`, but it is not ComfyUI`,
      hint: "Compare the port with the one that ComfyUI prints; other programs use 8188 and its neighbours too",
    }),
  },
  {
    when: /^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/,
    say: (url) => ({
      detail: `\`${url}\` took the connection and closed it without an answer`,
      hint: "If the server has a certificate, use https://; else look at what ComfyUI prints",
    }),
  },
];

/** Codes and statuses of an error and of all that caused it; of one with several causes, those of each. */
function* wordsIn(error: unknown, depth = 0): Iterable<string> {
  if (typeof error !== "object" || error === null || depth > MAX_DEPTH) return;
  const { code, status, cause, errors } = error as Readonly<Record<string, unknown>>;
  if (typeof code === "string") yield code;
  if (typeof status === "number") yield `HTTP ${status}`;
  yield* wordsIn(cause, depth + 1);
  if (Array.isArray(errors)) for (const each of errors) yield* wordsIn(each, depth + 1);
}

/** An error may name itself as its cause. */
const MAX_DEPTH = 8;

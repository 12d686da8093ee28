import { createHmac } from "node:crypto";
import { TouchstoneError } from "../../core/errors.ts";
import { FailedTries } from "./failed-tries.ts";
import { digestSecret, isSameSecret, type SecretDigest } from "./same-secret.ts";

/** How long a login link works, in milliseconds. */
const CODE_LIFE_MS = 600_000;

interface LoginSettings {
  /** The token of this start, from a cryptographic source of at least 128 bits. */
  readonly token: string;
  /** The clock: epoch ms. */
  readonly nowMs: () => number;
}

/** What a request shows of who it is, e.g. `{ bearer: "k9f…" }`. */
export interface Credentials {
  readonly bearer: string | undefined;
  readonly cookie: string | undefined;
}

/**
 * Knows who is logged in. A program shows the token itself; a browser gets a cookie for a one-time code, which holds an id that
 * is derived from the token and dies with it, at the next start.
 */
export class Login {
  /** The value of the cookie. */
  readonly session: string;
  readonly #nowMs: () => number;
  readonly #token: SecretDigest;
  readonly #session: SecretDigest;
  readonly #tries = new FailedTries();
  #code: { readonly digest: SecretDigest; readonly untilMs: number } | undefined;

  constructor({ token, nowMs }: LoginSettings) {
    this.session = createHmac("sha256", token).update("touchstone session").digest("base64url");
    this.#nowMs = nowMs;
    this.#token = digestSecret(token);
    this.#session = digestSecret(this.session);
  }

  /** Makes `code` (random, at least 128 bits) good for one login in the next ten minutes, instead of any before. */
  issueCode(code: string): void {
    this.#code = { digest: digestSecret(code), untilMs: this.#nowMs() + CODE_LIFE_MS };
  }

  /**
   * Uses a code up.
   *
   * @throws TouchstoneError LOGIN_NEEDED when it is wrong, used or old; TOO_MANY_TRIES.
   */
  useCode(code: string, address: string): void {
    const current = this.#code;
    const digest = digestSecret(code);
    const isRight = current !== undefined && isSameSecret(digest, current.digest) && this.#nowMs() < current.untilMs;
    this.#judge(digest, { isRight, address, wrong: "this login link was used already, or is older than ten minutes" });
    this.#code = undefined;
  }

  /**
   * Whether the credentials are those of someone who is logged in; false when there are none.
   *
   * @throws TouchstoneError LOGIN_NEEDED when they are wrong, TOO_MANY_TRIES when too many were.
   */
  accepts({ bearer, cookie }: Credentials, address: string): boolean {
    const given = bearer ?? cookie;
    if (given === undefined) return false;
    const digest = digestSecret(given);
    const isRight = isSameSecret(digest, bearer === undefined ? this.#session : this.#token);
    const wrong = bearer === undefined ? "this login is over: the server was started anew" : "the token is not this server's";
    this.#judge(digest, { isRight, address, wrong });
    return true;
  }

  #judge(digest: SecretDigest, { isRight, address, wrong }: { isRight: boolean; address: string; wrong: string }): void {
    const nowMs = this.#nowMs();
    const waitMs = this.#tries.waitMs(address, nowMs);
    if (waitMs > 0) throw new TooManyTries(Math.ceil(waitMs / 1000));
    if (isRight) return;
    this.#tries.note(address, digest.toString("base64"), nowMs);
    throw new TouchstoneError("LOGIN_NEEDED", wrong, { hint: LOGIN_HINT });
  }
}

/** How to log in. */
export const LOGIN_HINT = "Open the login link that `touchstone serve` printed; start it anew for another";

/** TOO_MANY_TRIES with the time to wait, which the answer carries as `Retry-After`. */
export class TooManyTries extends TouchstoneError {
  readonly waitSeconds: number;

  constructor(waitSeconds: number) {
    super("TOO_MANY_TRIES", "too many wrong tokens or links came from this address", {
      hint: `Wait ${waitSeconds} seconds, then try again`,
    });
    this.waitSeconds = waitSeconds;
  }
}

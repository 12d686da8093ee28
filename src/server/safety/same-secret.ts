import { createHash, timingSafeEqual } from "node:crypto";

/** A secret as it is kept and compared: its digest, so that neither time nor length tells anything of it. */
export type SecretDigest = Buffer;

export function digestSecret(secret: string): SecretDigest {
  return createHash("sha256").update(secret, "utf8").digest();
}

/** Whether two secrets are equal, in a time that does not depend on where they differ. */
export function isSameSecret(a: SecretDigest, b: SecretDigest): boolean {
  return timingSafeEqual(a, b);
}

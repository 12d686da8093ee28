import { BUILTIN_ID } from "./backends-file.ts";

/** A slug is no longer; the end is kept free for a number. */
const MAX_LENGTH = 60;

/**
 * An id for a server that was given none, from its host and port.
 *
 * @param taken  Ids that are used already; a number at the end keeps the new one apart.
 * @returns a slug, e.g. `127-0-0-1-8188`, `studio-pc-8188-2`.
 */
export function deriveId({ host, port }: { readonly host: string; readonly port: number }, taken: readonly string[]): string {
  const name = `${host}-${port}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const base = name.replace(/^-+/, "").slice(-MAX_LENGTH).replace(/^-+/, "");
  const used = new Set([...taken, BUILTIN_ID]);
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!used.has(id)) return id;
  }
}

/**
 * An image as people say it, counting from 1: `take 1`, `take 2, frame 3`, `take 1, state hover`.
 *
 * @param variant  Take, from 0.
 * @param part     `frame:N` (from 0), `state:S`, `tile:T`, `mark:M`, or null for a single image.
 */
export function imageWords({ variant, part }: { readonly variant: number; readonly part: string | null }): string {
  const take = `take ${variant + 1}`;
  if (part === null) return take;
  const colon = part.indexOf(":");
  const [kind, name] = [part.slice(0, colon), part.slice(colon + 1)];
  return `${take}, ${kind} ${kind === "frame" ? Number(name) + 1 : name}`;
}

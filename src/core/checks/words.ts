/** An image as notes name it, e.g. `variant 0 frame:3`. */
export function nameImage({ variant, part }: { readonly variant: number; readonly part: string | null }): string {
  return part === null ? `variant ${variant}` : `variant ${variant} ${part}`;
}

/** A number with its noun, e.g. `1 pixel`, `3 pixels`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** An image as notes name it, e.g. `variant 0 frame:3`. */
export function nameImage({ variant, part }: { readonly variant: number; readonly part: string | null }): string {
  return part === null ? `variant ${variant}` : `variant ${variant} ${part}`;
}

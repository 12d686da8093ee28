/** Copies a text. @returns whether it could: browsers let only pages of this machine, or over TLS, write to the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

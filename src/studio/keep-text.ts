/**
 * Keeps a text in this browser, beyond the page.
 *
 * @returns whether it could be kept: storage may be forbidden, or full. What is set then holds for as long as the page is open.
 */
export function keepText(place: string, text: string): boolean {
  try {
    localStorage.setItem(place, text);
    return true;
  } catch {
    return false;
  }
}

/** What was kept; null where nothing was, or where storage is forbidden. */
export function keptText(place: string): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

/** What was kept as JSON, of which each part may be missing; nothing where another program wrote something else. */
export function keptParts<T extends object>(place: string): Partial<T> {
  try {
    return (JSON.parse(keptText(place) ?? "{}") ?? {}) as Partial<T>;
  } catch {
    return {};
  }
}

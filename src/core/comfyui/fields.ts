/** The object in a value; undefined where it is none. What a server sends is never trusted to have a shape. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

/** A field of what may be an object. */
export function fieldOf(value: unknown, name: string): unknown {
  return objectIn(value)?.[name];
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function textIn(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function numberIn(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

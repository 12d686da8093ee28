import type { Json } from "../json.ts";

/** Takes secrets out of data before it is written or hashed. Idempotent: what was redacted stays as it is. */
export interface Redactor {
  json(value: Json): Json;
  text(value: string): string;
}

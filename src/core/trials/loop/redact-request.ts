import type { Message } from "../conversation/message.ts";
import type { Json } from "../json.ts";
import { redactMessage } from "../privacy/redact-entry.ts";
import type { Redactor } from "../privacy/redactor.ts";
import { toolText } from "./tool-text.ts";

/**
 * A message without its secrets, as it is hashed and recorded. A tool's result is redacted as the data that it was made of, whose
 * names say what is secret: a replay makes it of data that was redacted before, and must come to the same text.
 *
 * Source: SPEC.md TL13.
 */
export function redactSaid(message: Message, redactor: Redactor): Message {
  if (message.role !== "tool") return redactMessage(message, redactor);
  const value = parseData(message.text);
  const text = value === undefined ? redactor.text(message.text) : toolText(redactor.json(value));
  return { ...message, name: redactor.text(message.name), text };
}

/** Undefined for a text that is no object or list. */
function parseData(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // A text that only begins like data.
    return undefined;
  }
}

import { EVENT_PAYLOADS } from "../../src/core/events/event.ts";
import { code, renderPage, renderTable, type Page } from "./markdown.ts";
import { listFields } from "./schema-fields.ts";

/** `events.md`: every type of the stream with its payload. */
export function renderEvents(): Page {
  const sections = Object.entries(EVENT_PAYLOADS).map(([type, payload]) => {
    const rows = listFields(payload).map((field) => [code(field.path), field.type, field.description]);
    return `## ${code(type)}\n\n${payload.description ?? ""}.\n\n${renderTable(["field", "type", "meaning"], rows)}`;
  });
  return renderPage("events.md", "Events", [INTRODUCTION, ...sections]);
}

const INTRODUCTION = `A project's stream holds one event per fact, in the order it became true. Each is
\`{id, projectId, seq, ts, type, v, entityType, entityId, causalChainId, causalDepth, idempotencyKey, payload, prevHash, hash}\`:
\`seq\` counts from 1 without gaps, \`ts\` is epoch milliseconds, \`hash\` covers the event and the \`hash\` before it.
Every payload below is version 1. \`touchstone event tail\` follows the stream, \`event export\` writes it out and
\`event verify\` checks it.`;

import { THUMBNAIL_EDGES } from "../../core/view/thumbnail-edge.ts";
import { STEP_LINES } from "../step-lines.ts";
import { schemaRef } from "./component-schemas.ts";
import { failuresOf, type ResponseObject } from "./failures.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Operation, Parameter } from "./verb-operation.ts";

/** What the server answers beside the verbs: streams and bytes, by path below `/api/projects/{project}`. */
export function specialOperations(): Record<string, { readonly get: Operation }> {
  return {
    "/events/stream": { get: STREAM },
    "/events/export": {
      get: read({
        operationId: "eventExport",
        summary: "The whole stream, one event a line",
        tags: ["event"],
        answer: text(STEP_LINES, "Events, oldest first", schemaRef("Event")),
      }),
    },
    "/playtest/trace": {
      get: read({
        operationId: "playtestTrace",
        summary: "The trace of one cell of a suite's last run, as the lines of its file",
        tags: ["playtest"],
        parameters: [
          { name: "run", in: "query", required: true, description: "Id of the run", schema: { type: "string" } },
          { name: "golden", in: "query", required: true, description: "Path of the cell's golden", schema: { type: "string" } },
        ],
        answer: text(STEP_LINES, "Header, environment, steps, footer", { type: "object" }),
      }),
    },
    "/trials/trace": { get: TRIAL_TRACE },
    "/blobs/{digest}": {
      get: read({
        operationId: "blobShow",
        summary: "The bytes of a stored image, as they were made",
        tags: ["blob"],
        parameters: [DIGEST],
        answer: BLOB,
      }),
    },
    "/blobs/{digest}/picture": {
      get: read({
        operationId: "blobPicture",
        summary: "A stored image without the metadata that its renderer wrote into the file",
        tags: ["blob"],
        parameters: [DIGEST],
        answer: { description: "The picture. It never changes", content: bytes("image/png") },
      }),
    },
    "/blobs/{digest}/thumbnail": {
      get: read({
        operationId: "blobThumbnail",
        summary: "A stored image made smaller, for lists; the picture itself where it is no larger than the edge",
        tags: ["blob"],
        parameters: [
          DIGEST,
          {
            name: "edge",
            in: "query",
            required: true,
            description: "The longer side is at most so many pixels",
            schema: { type: "integer", enum: THUMBNAIL_EDGES },
          },
        ],
        answer: { description: "The thumbnail", content: { ...bytes("image/webp"), ...bytes("image/png") } },
      }),
    },
    "/sheet.html": { get: sheet("sheetPage", "The contact sheet as a page, to download", "application/octet-stream") },
    "/sheet.png": { get: sheet("sheetPicture", "The contact sheet as a picture, to download", "image/png") },
  };
}

interface Reading extends Pick<Operation, "operationId" | "summary" | "tags"> {
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly answer: ResponseObject;
}

function read({ answer, parameters = [], ...rest }: Reading): Operation {
  return { ...rest, parameters, responses: { "200": answer, ...failuresOf("read") } };
}

/** @param line  What one line, or the data of one frame, holds; 3.1 has no place for it but an extension. */
function text(type: string, description: string, line: JsonSchema): ResponseObject {
  return { description, content: { [type]: { schema: { type: "string" }, "x-line": line } } };
}

const bytes = (type: string) => ({ [type]: { schema: {} } });

const DIGEST: Parameter = {
  name: "digest",
  in: "path",
  required: true,
  schema: { type: "string", pattern: "^sha256:[0-9a-f]{64}$" },
};

/** An empty schema stands for bytes: JSON Schema has no word for what is no JSON. */
const BLOB: ResponseObject = {
  description: "An image, or any other file as a download. It never changes",
  headers: { ETag: { description: "The digest", schema: { type: "string" } } },
  content: {
    ...bytes("image/png"),
    ...bytes("image/jpeg"),
    ...bytes("image/gif"),
    ...bytes("image/webp"),
    ...bytes("application/octet-stream"),
  },
};

function sheet(operationId: string, summary: string, type: string): Operation {
  return read({ operationId, summary, tags: ["sheet"], answer: { description: summary, content: bytes(type) } });
}

const TRIAL_TRACE = read({
  operationId: "trialTrace",
  summary: "The trace of one trial, as the lines of its file",
  tags: ["trial"],
  parameters: [{ name: "trace", in: "query", required: true, description: "Its id", schema: { type: "string" } }],
  answer: text(STEP_LINES, "Header, environment, what was said and done, footer", { type: "object" }),
});

const SEQ: JsonSchema = { type: "integer", minimum: 0 };

const STREAM = read({
  operationId: "eventStream",
  summary: "All events after a seq, then each as it is appended, as server-sent events",
  description:
    "Frames: `event` with its seq as id; `progress` and `heartbeat` without an id, at once on connect and every five seconds. Without gap or repeat; a slow reader is cut and reconnects.",
  tags: ["event"],
  parameters: [
    {
      name: "since",
      in: "query",
      required: false,
      description: "Only events after this seq; the head where it is absent",
      schema: SEQ,
    },
    { name: "Last-Event-ID", in: "header", required: false, description: "As `since`, and before it", schema: SEQ },
  ],
  answer: {
    description: "Frames",
    content: {
      "text/event-stream": {
        schema: { type: "string" },
        "x-frames": {
          event: schemaRef("Event"),
          progress: { anyOf: [schemaRef("Progress"), schemaRef("EnvWork")] },
          heartbeat: schemaRef("Heartbeat"),
        },
      },
    },
  },
});

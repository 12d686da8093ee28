import { ROUTES } from "../../core/api/routes.ts";
import type { VerbName } from "../api.ts";
import { VERBS } from "../verb-table.ts";
import { componentSchemas } from "./component-schemas.ts";
import { failureResponses } from "./failures.ts";
import { playtestRunOperation } from "./playtest-run-operation.ts";
import { specialOperations } from "./special-operations.ts";
import { type Operation, type Parameter, verbOperation, WRITE_HEADER_PARAMETER } from "./verb-operation.ts";

/** The operations at one path. */
export interface PathItem {
  readonly parameters?: readonly { readonly $ref: string }[];
  readonly get?: Operation;
  readonly post?: Operation;
  readonly put?: Operation;
  readonly patch?: Operation;
  readonly delete?: Operation;
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: "3.1.1";
  readonly info: Readonly<Record<string, unknown>>;
  readonly jsonSchemaDialect: string;
  readonly servers: readonly object[];
  readonly security: readonly object[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Describes all that the server answers, from the same tables that it answers from. */
export function buildOpenApi({ version }: { readonly version: string }): OpenApiDocument {
  return {
    openapi: "3.1.1",
    info: {
      title: "Touchstone",
      version,
      summary: "The API of one project's server",
      description:
        "Each verb of the command line, over HTTP. A GET changes nothing. Requests must name the server's own host, and come from its own pages or from none.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: "/", description: "The server that gave this document" }],
    // The first one is none at all: a server that only this machine reaches asks for no login.
    security: [{}, { token: [] }, { session: [] }],
    tags: TAGS,
    paths: { "/api/openapi.json": { get: OPENAPI }, "/api/playtest/run": { post: playtestRunOperation() }, ...paths() },
    components: {
      schemas: componentSchemas(),
      responses: failureResponses(),
      parameters: { Project: PROJECT, WriteHeader: WRITE_HEADER_PARAMETER },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "The token of this start of the server" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "touchstone",
          description: "From the login link; under TLS `__Host-touchstone`",
        },
      },
    },
  };
}

function paths(): Record<string, PathItem> {
  const items: Record<string, PathItem> = {};
  const add = (path: string, operations: PathItem): void => {
    const full = `/api/projects/{project}${path}`;
    items[full] = { parameters: [{ $ref: "#/components/parameters/Project" }], ...items[full], ...operations };
  };
  for (const name of Object.keys(VERBS) as VerbName[]) {
    const route = ROUTES[name];
    add(route.path, { [route.method.toLowerCase()]: verbOperation(name, VERBS[name], route) });
  }
  for (const [path, operations] of Object.entries(specialOperations())) add(path, operations);
  return items;
}

const PROJECT: Parameter = {
  name: "project",
  in: "path",
  required: true,
  description: "Id of the project that is served",
  schema: { type: "string" },
};

const OPENAPI: Operation = {
  operationId: "openapi",
  summary: "This document",
  tags: ["server"],
  parameters: [],
  responses: { "200": { description: "This document", content: { "application/json": { schema: { type: "object" } } } } },
};

const TAGS = [
  { name: "spec", description: "What assets must be" },
  { name: "plan", description: "What would be made, and why" },
  { name: "make", description: "Making assets" },
  { name: "job", description: "The work that makes versions" },
  { name: "asset", description: "Versions, their evidence and what was decided about them" },
  { name: "library", description: "All assets, to look at" },
  { name: "replay", description: "Making a version's decisions again" },
  { name: "pipeline", description: "Where everything stands" },
  { name: "record", description: "Authored records" },
  { name: "lora", description: "LoRAs" },
  { name: "viewing", description: "What somebody looks at now" },
  { name: "backend", description: "Renderers on this machine" },
  { name: "playtest", description: "Stories played without a screen" },
  { name: "golden", description: "Plays that were accepted, and what changed since" },
  { name: "trial", description: "Agents tried in scenarios, several times each" },
  { name: "env", description: "The governed ComfyUI environment" },
  { name: "event", description: "The project's stream of events" },
  { name: "blob", description: "Stored images" },
  { name: "sheet", description: "The contact sheet" },
  { name: "verify", description: "Proof that the record is whole" },
  { name: "status", description: "How the project stands" },
  { name: "doctor", description: "What is wrong with the installation" },
  { name: "server", description: "The server itself" },
];

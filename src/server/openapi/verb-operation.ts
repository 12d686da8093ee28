import { WRITE_HEADER } from "../../core/api/request.ts";
import type { Route } from "../../core/api/routes.ts";
import type { Verb } from "../../engine/verb.ts";
import type { VerbName } from "../api.ts";
import { STEP_LINES } from "../step-lines.ts";
import { answerRef, pascalCase } from "./component-schemas.ts";
import { failuresOf, type ResponseObject } from "./failures.ts";
import { inputSchemaOf, type JsonSchema } from "./json-schema.ts";

/** One parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

/** One operation of the document. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly required: true; readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly responses: Readonly<Record<string, ResponseObject | { readonly $ref: string }>>;
  readonly security?: readonly object[];
}

/** Describes a verb as its route serves it: fields in the path, the rest in the query of a GET or the body of a write. */
export function verbOperation(name: VerbName, verb: Verb, route: Route): Operation {
  const { properties = {}, required = [], ...rest } = inputSchemaOf(verb.input);
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, field = ""]) => field);
  const others = Object.entries(properties).filter(([field]) => !inPath.includes(field));
  const isRead = route.method === "GET";
  const parameters = [
    ...inPath.map((field) => parameter("path", field, { schema: properties[field] ?? {}, required: true })),
    ...(isRead ? others.map(([field, schema]) => parameter("query", field, { schema, required: required.includes(field) })) : []),
  ];
  const body = { ...rest, properties: Object.fromEntries(others), required: required.filter((field) => !inPath.includes(field)) };
  return {
    operationId: camelCase(name),
    summary: verb.summary,
    tags: [name.split(".", 1)[0] ?? name],
    parameters: isRead ? parameters : [...parameters, { $ref: "#/components/parameters/WriteHeader" }],
    ...(isRead ? {} : { requestBody: { required: true, content: { "application/json": { schema: body } } } }),
    responses: { "200": answer(name, verb), ...failuresOf(isRead ? "read" : "write") },
  };
}

function answer(name: VerbName, verb: Verb): ResponseObject {
  const schema = answerRef(name);
  const lines = {
    type: "string",
    description: 'For `Accept: application/x-ndjson`: a line `{"step": …}` for each step, then `{"output": …}` or `{"error": …}`',
  };
  return { description: verb.summary, content: { "application/json": { schema }, [STEP_LINES]: { schema: lines } } };
}

/** What a parameter says of itself stands beside its schema. */
function parameter(
  where: "path" | "query",
  name: string,
  { schema: { description, ...schema }, required }: { schema: JsonSchema; required: boolean },
): Parameter {
  return { name, in: where, required, ...(description === undefined ? {} : { description }), schema };
}

/** `job.list` as `jobList`: many generators take the id as a function's name. */
function camelCase(verb: string): string {
  const name = pascalCase(verb);
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

/** The header of every write. */
export const WRITE_HEADER_PARAMETER: Parameter = {
  name: WRITE_HEADER.name,
  in: "header",
  required: true,
  description: "Pages of other sites cannot send it",
  schema: { const: WRITE_HEADER.value },
};

import { z } from "zod";

/**
 * What a schema says about keys and values, read from its JSON Schema.
 * Zod's own structure nests wrappers (defaults, options, refinements) that change between releases; this does not.
 */
export interface Shape {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly propertyNames?: Shape;
  readonly items?: boolean | Shape;
  readonly prefixItems?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
}

const shapes = new WeakMap<z.ZodType, Shape>();

/** The shape of what a person may write for `schema`, which may hold itself. Computed once per schema. */
export function shapeOf(schema: z.ZodType): Shape {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const written = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape & Definitions;
  const shape = resolveReferences(written, { definitions: written.$defs ?? {}, resolved: new Map() }) as Shape;
  shapes.set(schema, shape);
  return shape;
}

interface Definitions {
  readonly $defs?: Readonly<Record<string, unknown>>;
}

const REFERENCE = "#/$defs/";

/** Puts what is referred to where it is referred to. A shape that holds itself becomes a cycle, which no walk by a path minds. */
function resolveReferences(
  written: unknown,
  seen: { readonly definitions: Readonly<Record<string, unknown>>; readonly resolved: Map<unknown, unknown> },
): unknown {
  if (typeof written !== "object" || written === null) return written;
  const before = seen.resolved.get(written);
  if (before !== undefined) return before;
  const copy: unknown[] | Record<string, unknown> = Array.isArray(written) ? [] : {};
  seen.resolved.set(written, copy);
  for (const [key, part] of Object.entries(written)) {
    if (key !== "$ref") Reflect.set(copy, key, resolveReferences(part, seen));
    else Reflect.set(copy, "allOf", [resolveReferences(seen.definitions[String(part).slice(REFERENCE.length)], seen)]);
  }
  return copy;
}

/** A shape with every alternative it consists of. */
export function alternatives(shape: Shape): Shape[] {
  const parts = [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])];
  return [shape, ...parts.flatMap(alternatives)];
}

/** Keys that a map of these shapes names, in the schema's order. */
export function knownKeys(of: readonly Shape[]): string[] {
  const names = of.flatMap(({ properties = {}, propertyNames }) => [
    ...Object.keys(properties),
    ...(propertyNames?.enum ?? []).map(String),
  ]);
  return [...new Set(names)];
}

/** The shapes that a map can have, told by what it holds: of several kinds of action, the one whose `type` it gives. */
export function shapesFor(of: readonly Shape[], valueOf: (key: string) => unknown): Shape[] {
  const contradicts = (shape: Shape): boolean =>
    Object.entries(shape.properties ?? {}).some(
      ([key, { const: only }]) => only !== undefined && valueOf(key) !== undefined && valueOf(key) !== only,
    );
  const possible = of.filter((shape) => !contradicts(shape));
  return possible.some((shape) => shape.properties !== undefined) ? possible : [...of];
}

/** Whether a map of these shapes takes keys of the author's choice, such as tag or checkpoint ids. */
export function isOpen(of: readonly Shape[]): boolean {
  return (
    of.every((shape) => shape.properties === undefined) || of.some((shape) => typeof shape.additionalProperties === "object")
  );
}

/** What is said about the value of a key. */
export function shapesAtKey(of: readonly Shape[], key: string): Shape[] {
  return of.flatMap((shape) => {
    const named = shape.properties !== undefined && Object.hasOwn(shape.properties, key) ? shape.properties[key] : undefined;
    const value = named ?? shape.additionalProperties;
    return typeof value === "object" ? alternatives(value) : [];
  });
}

/** What is said about an item of a list. */
export function shapesAtIndex(of: readonly Shape[], index: number): Shape[] {
  return of.flatMap((shape) => {
    const value = shape.prefixItems?.[index] ?? shape.items;
    return typeof value === "object" ? alternatives(value) : [];
  });
}

/** What is said about the value at a path. */
export function shapesAtPath(shape: Shape, path: readonly (string | number)[]): Shape[] {
  let reached = alternatives(shape);
  for (const step of path) {
    reached = typeof step === "number" ? shapesAtIndex(reached, step) : shapesAtKey(reached, step);
  }
  return reached;
}

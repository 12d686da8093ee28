import { formatPath } from "../authored/wording.ts";
import type { FormField } from "./form-field.ts";

/** A problem that the server found, as it travels. */
export interface ServerProblem {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly path?: readonly (string | number)[] | undefined;
}

/** Problems by the key of the field they belong to; those of no field are the form's. */
export interface PlacedProblems {
  readonly byField: ReadonlyMap<string, string>;
  readonly onForm: readonly ServerProblem[];
}

/** Puts the server's problems onto the nearest field that is shown; what has no such place is left for the top of the form. */
export function placeProblems(fields: readonly FormField[], problems: readonly ServerProblem[]): PlacedProblems {
  const keys = new Set(keysOf(fields));
  const byField = new Map<string, string>();
  const onForm: ServerProblem[] = [];
  for (const problem of problems) {
    const key = nearestKey(keys, problem.path ?? pathInMessage(problem.message));
    if (key === undefined) onForm.push(problem);
    else if (!byField.has(key))
      byField.set(key, problem.hint === undefined ? problem.message : `${problem.message}. ${problem.hint}`);
  }
  return { byField, onForm };
}

/**
 * The path that a sentence names first, as the reader of files writes it: "`output.states[2]` must be …", and
 * "`lora` is missing in `loras[0]`". Empty when it begins with no name.
 */
function pathInMessage(message: string): readonly (string | number)[] {
  const [, name, owner] = /^`([^`]+)`(?: is missing in `([^`]+)`)?/.exec(message) ?? [];
  if (name === undefined) return [];
  const path = owner === undefined ? name : `${owner}.${name}`;
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([step, place]) => (place === undefined ? step : Number(place)));
}

/** Keys of what is on show: the parts of a group that is left out are not. */
function keysOf(fields: readonly FormField[]): string[] {
  return fields.flatMap((field) => {
    const isOut = field.control === "optionalGroup" && !field.isSet;
    return [field.key, ...(isOut ? [] : keysOf(field.fields))];
  });
}

function nearestKey(keys: ReadonlySet<string>, path: readonly (string | number)[]): string | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const key = formatPath(path.slice(0, length));
    if (keys.has(key)) return key;
  }
  return undefined;
}

import type { PythonValue } from "./python-json.ts";

/** `[type or choices, options?]` of one input. */
export type InputInfo = [type: string | PythonValue[], options?: { [name: string]: PythonValue }];

/** One class as `/object_info` describes it. */
export interface NodeInfo {
  readonly input: {
    readonly required?: Readonly<Record<string, InputInfo>>;
    readonly optional?: Readonly<Record<string, InputInfo>>;
    readonly hidden?: PythonValue;
  };
  readonly output: readonly string[];
  readonly output_node: boolean;
  readonly [field: string]: unknown;
}

export type ObjectInfo = Readonly<Record<string, NodeInfo>>;

/** An input of a class, whether it must be given or not. */
export function findInput(info: NodeInfo, name: string): { config: InputInfo; isRequired: boolean } | null {
  const required = info.input.required?.[name];
  if (required !== undefined) return { config: required, isRequired: true };
  const optional = info.input.optional?.[name];
  return optional === undefined ? null : { config: optional, isRequired: false };
}

/** What may be chosen, in the old form (a list as type) or the new one (`COMBO` with options); null for other inputs. */
export function choicesOf([type, options]: InputInfo): PythonValue[] | null {
  if (Array.isArray(type)) return type;
  if (type !== "COMBO") return null;
  return Array.isArray(options?.["options"]) ? options["options"] : [];
}

/** The same input with other choices. */
export function withChoices([type, options]: InputInfo, choices: PythonValue[]): InputInfo {
  if (Array.isArray(type)) return options === undefined ? [choices] : [choices, options];
  return [type, { ...options, options: choices }];
}

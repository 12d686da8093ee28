import { z } from "zod";
import { EnvConfig } from "./config.ts";
import { type TomlScalar, tomlLine } from "./toml-text.ts";

/** What a new `config.toml` says beyond the defaults. */
export interface FirstConfig {
  /** The ComfyUI folder, absolute or relative to `env/`. */
  readonly comfyuiDir: string;
  /** As `runtime.python` has it; empty: found. */
  readonly python: string;
}

/**
 * The first `env/config.toml`: every key with what it means and its value, so that a person changes it without the manual.
 * Rule: ET12.
 */
export function renderEnvConfig({ comfyuiDir, python }: FirstConfig): string {
  const config = EnvConfig.parse({ paths: { comfyui_dir: comfyuiDir }, runtime: { python } });
  const tables = Object.entries(EnvConfig.shape).map(([name, schema]) => {
    const keys = Object.entries(tableOf(schema).shape);
    const values: Readonly<Record<string, unknown>> = config[name as keyof EnvConfig];
    const lines = keys.map(([key, { description = "" }]) => `# ${description}\n${tomlLine(key, values[key] as TomlScalar)}`);
    return `[${name}]\n${lines.join("\n")}\n`;
  });
  return ["# The governed environment of this project. A key that is left out has the value that stands here.\n", ...tables].join(
    "\n",
  );
}

function tableOf(schema: z.ZodType): z.ZodObject {
  const inner = schema instanceof z.ZodPrefault ? schema.unwrap() : schema;
  if (!(inner instanceof z.ZodObject)) throw new TypeError("renderEnvConfig: a key of the configuration is no table");
  return inner;
}

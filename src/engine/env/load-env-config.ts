import { readFile } from "node:fs/promises";
import { fileError } from "../../adapters/files/file-error.ts";
import type { EnvConfig } from "../../core/env/config.ts";
import { readEnvConfig } from "../../core/env/read-config.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { EnvHome } from "./env-home.ts";

/**
 * Reads `env/config.toml`; null where there is none.
 *
 * @throws TouchstoneError INPUT_INVALID with each problem at its place; READ_ONLY, DISK_FAILED.
 */
export async function findEnvConfig(home: EnvHome): Promise<EnvConfig | null> {
  try {
    return readEnvConfig({ file: "env/config.toml", text: await readFile(home.config, "utf8") });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw fileError(error, home.config);
  }
}

/** @throws TouchstoneError as `findEnvConfig`, and INPUT_INVALID where there is none. */
export async function requireEnvConfig(home: EnvHome): Promise<EnvConfig> {
  const config = await findEnvConfig(home);
  if (config !== null) return config;
  throw new TouchstoneError("INPUT_INVALID", "there is no `env/config.toml`", {
    hint: "Put it back, with `paths.comfyui_dir` at least; see docs/guides/environment.md#damaged",
    place: { file: "env/config.toml", line: 1, column: 1 },
  });
}

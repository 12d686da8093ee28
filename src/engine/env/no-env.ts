import { TouchstoneError } from "../../core/errors.ts";

/** What is said where an environment is asked for, and there is none yet. */
export function noEnv(): TouchstoneError {
  return new TouchstoneError("ENV_NOT_FOUND", "this project has no governed environment yet", {
    hint: "Begin with `touchstone env init --comfyui-dir DIR`; see docs/guides/environment.md#comfyui",
  });
}

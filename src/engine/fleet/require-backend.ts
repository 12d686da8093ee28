import type { ImageBackend } from "../../adapters/rendering/image-backend.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { Fleet } from "./fleet.ts";

/** The backend with this id, or a failure that says it is gone: it can be removed while work for it waits. */
export function requireBackend(fleet: Fleet, id: string): ImageBackend {
  const backend = fleet.find(id);
  if (backend !== undefined) return backend;
  throw new TouchstoneError("BACKEND_NOT_FOUND", `there is no backend \`${id}\` any more`, {
    hint: "List backends with `touchstone backend list`",
  });
}

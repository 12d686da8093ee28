import { isAbsolute } from "node:path";
import { z } from "zod";

/** A place outside of the project to write to, e.g. `/games/sprites/`; only verbs that are `local` take one. */
export const OutPath = z.string().refine((path) => isAbsolute(path), "it must be an absolute path");

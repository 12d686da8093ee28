import { z } from "zod";

/** The name of a part of a scene: it goes into traces, goldens and file names. */
export const sceneId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, "must be letters, digits, `.`, `_` and `-`, and start with a letter or digit");

/** The assets of a node, choice or action. */
export const assetIds = z.array(sceneId).describe("Ids of assets that are met here; each must be declared");

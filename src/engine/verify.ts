import { z } from "zod";
import { locateStore } from "./project.ts";
import { prove } from "./prove.ts";
import { defineVerb } from "./verb.ts";

/** Proves the stored record: chain, projections, blobs, and that every verdict follows from its evidence. */
export const verifyVerb = defineVerb({
  name: "verify",
  summary: "Prove that the stored record is whole",
  // A store that is damaged may not even open; then there is all the more to report.
  access: "files",
  input: z.strictObject({}),
  run: async (studio, _input, caller) => await prove("record", await locateStore(studio), caller.signal),
});

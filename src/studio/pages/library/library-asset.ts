import type { VerbOutput } from "../../../server/api.ts";

/** One asset of the library, as the server lists it. */
export type LibraryAsset = VerbOutput<"library.list">["assets"][number];

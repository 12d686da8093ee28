import type { z } from "zod";
import type { VERBS } from "./verb-table.ts";

/** Types of the server's API, for clients that are typed: every served verb by name. */
type Verbs = typeof VERBS;

export type VerbName = keyof Verbs;
/** What a caller may leave out is optional. */
export type VerbInput<N extends VerbName> = z.input<Verbs[N]["input"]>;
export type VerbOutput<N extends VerbName> = Awaited<ReturnType<Verbs[N]["run"]>>;

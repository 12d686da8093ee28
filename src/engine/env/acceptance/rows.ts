import type { Row } from "./row.ts";
import { BATCH_ONE } from "./rows-a.ts";
import { BATCH_TWO } from "./rows-b.ts";
import { BATCH_THREE } from "./rows-c.ts";
import { RECOVERY } from "./rows-d.ts";

/** The whole matrix. Source: the seed, section 6.3. */
export const ROWS: readonly Row[] = [...BATCH_ONE, ...BATCH_TWO, ...BATCH_THREE, ...RECOVERY];

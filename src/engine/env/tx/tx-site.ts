import type { Conflict } from "../../../core/env/conflict/conflict.ts";
import type { Tx } from "../../../core/env/tx/tx.ts";
import type { Studio } from "../../studio.ts";
import type { Caller } from "../../verb.ts";
import type { Base } from "../open-base.ts";
import type { HeldEnv } from "../hold/with-env-lock.ts";

/** Where a transaction is worked on. */
export interface TxSite {
  readonly studio: Studio;
  readonly held: HeldEnv;
  /** Production, which it starts from. */
  readonly base: Base;
  readonly caller: Caller;
  /** How long ComfyUI is watched. */
  readonly seconds: number;
}

/** What a transaction came to. A conflict stands in it where its status is `needs_resolution`. */
export interface TxAnswer {
  readonly tx: Tx;
  readonly conflict: Conflict | null;
}

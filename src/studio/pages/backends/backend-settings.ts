import type { BackendState } from "../../../core/backends/backend-state.ts";
import type { VerbInput } from "../../../server/api.ts";

/** What a person may say of a server beside its address; texts as they are typed. */
export interface BackendSettings {
  readonly slots: number;
  /** The only checkpoints that it is given; null for any. */
  readonly checkpoints: readonly string[] | null;
  /** Empty for none. */
  readonly modelsDir: string;
}

/** What holds for a server of which nothing was said. */
export const USUAL_SETTINGS: BackendSettings = { slots: 2, checkpoints: null, modelsDir: "" };

/** The settings of a server as they stand now. */
export function settingsOf({ slots, checkpoints, modelsDir }: BackendState): BackendSettings {
  return { slots, checkpoints, modelsDir: modelsDir ?? "" };
}

/** Settings as a change: what is empty is taken back to what holds without it. */
export function asChange({ slots, checkpoints, modelsDir }: BackendSettings): Omit<VerbInput<"backend.set">, "backend"> {
  const folder = modelsDir.trim();
  return { slots, checkpoints: orNull(checkpoints), modelsDir: folder === "" ? null : folder };
}

/** A server with its settings, to add it. */
export function asNew(url: string, id: string, settings: BackendSettings): VerbInput<"backend.add"> {
  const { slots, checkpoints, modelsDir } = asChange(settings);
  return {
    url: url.trim(),
    ...(id.trim() === "" ? {} : { id: id.trim() }),
    ...(slots === undefined || slots === USUAL_SETTINGS.slots ? {} : { slots }),
    ...(checkpoints == null ? {} : { checkpoints: [...checkpoints] }),
    ...(modelsDir == null ? {} : { modelsDir }),
  };
}

/** A list without any checkpoint would be a server that draws nothing: that is what switching it off is for. */
function orNull(checkpoints: BackendSettings["checkpoints"]): string[] | null {
  return checkpoints === null || checkpoints.length === 0 ? null : [...checkpoints];
}

import { useState } from "react";
import type { VerbOutput } from "../../../server/api.ts";
import { useVerbAction } from "../../api/use-verb.ts";
import type { ApiFailure } from "../../api/api-failure.ts";

/** Replaying a version: how it stands, and how to do it. */
export interface Replay {
  /** The answer of the replay that was asked for here; null before. */
  readonly answer: VerbOutput<"replay"> | null;
  readonly isRunning: boolean;
  readonly error: ApiFailure | null;
  /** Whether the images are drawn again too. */
  readonly withPixels: boolean;
  readonly setWithPixels: (withPixels: boolean) => void;
  readonly run: () => void;
}

export function useReplay(version: string): Replay {
  const [withPixels, setWithPixels] = useState(false);
  const { data, error, isPending, mutate } = useVerbAction("replay");
  return {
    answer: data ?? null,
    isRunning: isPending,
    error,
    withPixels,
    setWithPixels,
    run: () => mutate({ version, render: withPixels }),
  };
}

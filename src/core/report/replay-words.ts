import type { ReplayAnswer } from "../assets/replay/compare-replay.ts";

/** One of a replay's three answers: what it is about, how good it is, and the sentence. */
export interface ReplayWords {
  readonly question: "decisions" | "environment" | "pixels";
  /** `same` is the only good answer; `unknown` is not half a good one. */
  readonly outcome: "same" | "near" | "different" | "unknown";
  readonly sentence: string;
}

/** What a stored replay has: all but the deviations and the differences themselves. */
export type ReplaySummary = Pick<ReplayAnswer, "decisions" | "environment" | "pixels" | "near"> & {
  /** The differences, or only how many there are. */
  readonly differences?: ReplayAnswer["differences"] | number;
};

/** The three answers of a replay in words, each for itself. */
export function replayWords(answer: ReplaySummary): readonly ReplayWords[] {
  return [decisionWords(answer), environmentWords(answer), pixelWords(answer)];
}

function decisionWords({ decisions, differences }: ReplaySummary): ReplayWords {
  if (decisions === "equal") return { question: "decisions", outcome: "same", sentence: "Decisions equal." };
  return { question: "decisions", outcome: "different", sentence: `Decisions differ${howMany(differences, "decision")}.` };
}

function environmentWords({ environment, differences }: ReplaySummary): ReplayWords {
  const question = "environment";
  if (environment === "equal") return { question, outcome: "same", sentence: "Environment equal." };
  if (environment === "unknown") {
    return { question, outcome: "unknown", sentence: "Environment unknown: part of it was never recorded." };
  }
  return { question, outcome: "different", sentence: `Environment differs${howMany(differences, "environment")}.` };
}

function pixelWords({ pixels, near, differences }: ReplaySummary): ReplayWords {
  const question = "pixels";
  switch (pixels) {
    case "identical":
      return { question, outcome: "same", sentence: "Pixels identical." };
    case "not_run":
      return { question, outcome: "unknown", sentence: "Pixels not rendered." };
    case "different":
      return { question, outcome: "different", sentence: `Pixels differ${howMany(differences, "pixels")}.` };
    case "near":
      return { question, outcome: "near", sentence: `Pixels near${nearWords(near)}.` };
  }
}

function nearWords(near: ReplayAnswer["near"]): string {
  if (near === undefined) return "";
  const percent = Math.max(0.1, Number((near.share * 100).toFixed(1)));
  return `: at most ${near.maxDelta} of 255, in up to ${percent} % of an image`;
}

function howMany(differences: ReplaySummary["differences"], kind: string): string {
  if (differences === undefined || typeof differences === "number") return "";
  const count = differences.filter((one) => one.kind === kind).length;
  const [one, many] = kind === "pixels" ? ["image", "images"] : ["place", "places"];
  return count === 0 ? "" : ` in ${count} ${count === 1 ? one : many}`;
}

import { fnv1a32 } from "../../../core/canonical/fnv.ts";
import type { Brief } from "../brief.ts";
import { findHeaviest } from "../words.ts";

export type Mouth = "line" | "smile" | "grin" | "frown" | "open" | "teeth" | "smirk" | "wave";

/** An expression as numbers: how brows tilt, how far eyes open, what the mouth does. */
export interface Mood {
  /** Inner end of the brows: positive is lowered (anger), negative raised (grief). */
  readonly browTilt: number;
  readonly browLift: number;
  /** Openness of the eyes in percent; 0 is closed. */
  readonly eyesPct: number;
  readonly mouth: Mouth;
  readonly blush: boolean;
  readonly tears: boolean;
  /** Sideways look in design units. */
  readonly look: number;
}

const CALM: Mood = { browTilt: 0, browLift: 0, eyesPct: 100, mouth: "line", blush: false, tears: false, look: 0 };

const MOODS: readonly (readonly [string, Mood])[] = [
  ["neutral calm normal default idle", CALM],
  ["happy smile smiling cheerful glad friendly", { ...CALM, mouth: "smile", browLift: 10 }],
  ["joy joyful laugh laughing excited delighted", { ...CALM, mouth: "grin", browLift: 18, eyesPct: 0, blush: true }],
  ["angry furious rage mad anger stern", { ...CALM, mouth: "teeth", browTilt: 26, browLift: -12, eyesPct: 80 }],
  ["sad sorrow unhappy crying grief melancholy", { ...CALM, mouth: "frown", browTilt: -24, eyesPct: 78, tears: true }],
  ["surprised shocked surprise amazed startled", { ...CALM, mouth: "open", browLift: 30, eyesPct: 122 }],
  ["scared afraid worried fear nervous anxious", { ...CALM, mouth: "wave", browTilt: -22, browLift: 12, eyesPct: 112 }],
  ["smirk sly smug confident pressed", { ...CALM, mouth: "smirk", browTilt: 10, eyesPct: 84, look: 8 }],
  ["sleepy tired asleep disabled", { ...CALM, eyesPct: 0 }],
  ["shy blush embarrassed love hover", { ...CALM, mouth: "smile", browTilt: -12, blush: true, look: -10 }],
  ["talk talking speaking", { ...CALM, mouth: "open" }],
  ["thinking thoughtful curious focus", { ...CALM, browLift: 12, browTilt: 6, look: 14 }],
];

/** The expression that part and words ask for; an unknown state gets one of its own, none is calm. */
export function findMood(brief: Brief): Mood {
  if (brief.partKind === "state") {
    const named = MOODS.find(([words]) => words.split(" ").includes(brief.partName));
    if (named !== undefined) return named[1];
    const hash = fnv1a32(brief.partName);
    const mouths: readonly Mouth[] = ["line", "smile", "frown", "smirk", "wave", "open"];
    return {
      ...CALM,
      browTilt: (hash % 50) - 25,
      browLift: brief.request.partIndex * 4,
      mouth: mouths[(hash >>> 8) % mouths.length] ?? "line",
      look: ((hash >>> 12) % 30) - 15,
    };
  }
  const told =
    findHeaviest(brief.reading, MOODS) ?? (brief.traits("mood").nextBelow(2) === 0 ? CALM : { ...CALM, mouth: "smile" as const });
  const { motion } = brief;
  if (!motion.isMoving) return told;
  if (motion.count >= 3 && motion.index === motion.count - 1) return { ...told, eyesPct: 0 };
  return told;
}

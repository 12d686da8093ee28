/** Ways to compare two images, in the order in which one key goes through them. */
export const COMPARE_MODES = ["two-up", "swipe", "blink", "difference"] as const;
export type CompareMode = (typeof COMPARE_MODES)[number];

/** Bits per word: bitwise operators work on 32, and 30 stay small integers in every engine. */
const BITS = 30;

/** Which of the choices that are offered once were taken, as words of bits. Never written to. */
export type OnceMarks = readonly number[];

export function noMarks(count: number): OnceMarks {
  return Array.from({ length: Math.ceil(count / BITS) }, () => 0);
}

export function isMarked(marks: OnceMarks, once: number): boolean {
  return (((marks[Math.trunc(once / BITS)] ?? 0) >>> (once % BITS)) & 1) === 1;
}

export function withMark(marks: OnceMarks, once: number): OnceMarks {
  const word = Math.trunc(once / BITS);
  return marks.with(word, (marks[word] ?? 0) | (1 << (once % BITS)));
}

/** These choices as masks of words; words without any are left out. */
export function maskMarks(once: readonly number[]): readonly MarkMask[] {
  const masks = new Map<number, number>();
  for (const number of once) {
    const word = Math.trunc(number / BITS);
    masks.set(word, (masks.get(word) ?? 0) | (1 << (number % BITS)));
  }
  return [...masks].map(([word, bits]) => ({ word, bits }));
}

/** Some of the marks of one word. */
export interface MarkMask {
  readonly word: number;
  readonly bits: number;
}

/** Those marks of a word that the mask keeps, as one number. */
export function marksWithin(marks: OnceMarks, { word, bits }: MarkMask): number {
  return (marks[word] ?? 0) & bits;
}

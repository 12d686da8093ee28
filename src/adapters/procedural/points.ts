/** Corners of a plate, or knots of a profile (`y, half width`). */
export type Points = readonly (readonly [number, number])[];

/** Joints of a chain: place and radius; or any other list of three numbers. */
export type Triples = readonly (readonly [number, number, number])[];

const KNOWN = new Map<string, readonly number[][]>();

/** Shapes are written as text, point by point, because they are read as pictures and not as code. */
function parse(text: string): readonly number[][] {
  const known = KNOWN.get(text) ?? text.split(" ").map((point) => point.split(",").map(Number));
  KNOWN.set(text, known);
  return known;
}

/** Reads `"500,20 900,120"` as points; each text is parsed once. */
export function pairs(text: string): Points {
  return parse(text) as unknown as Points;
}

/** Reads `"500,20,30 900,120,8"` as joints. */
export function triples(text: string): Triples {
  return parse(text) as unknown as Triples;
}

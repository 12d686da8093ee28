interface Rows {
  readonly roomPx: number;
  readonly gapPx: number;
}

/**
 * Breaks a sequence of widths into rows so that the rows are filled as evenly as can be: the sum of squares of what is left
 * free is least, as a good typesetter breaks a paragraph. The order is kept.
 *
 * @returns how many widths stand in each row, e.g. `[3, 4]`. A width that is wider than the room stands alone.
 */
export function breakRows(widths: readonly number[], { roomPx, gapPx }: Rows): readonly number[] {
  // best[n] is the cheapest way to break the first n widths; `from` says where its last row starts.
  const best: { readonly cost: number; readonly from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= widths.length; end++) {
    let cheapest = { cost: Infinity, from: end - 1 };
    let used = -gapPx;
    for (let from = end - 1; from >= 0; from--) {
      used += (widths[from] ?? 0) + gapPx;
      if (used > roomPx && from < end - 1) break;
      const cost = (best[from]?.cost ?? 0) + Math.max(0, roomPx - used) ** 2;
      if (cost < cheapest.cost) cheapest = { cost, from };
    }
    best.push(cheapest);
  }
  const counts: number[] = [];
  for (let end = widths.length; end > 0; end = best[end]?.from ?? 0) counts.unshift(end - (best[end]?.from ?? 0));
  return counts;
}

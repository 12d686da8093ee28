/** A row of the matrix does not hold. */
export class RowFailure extends Error {
  override readonly name = "RowFailure";
}

/** What must hold, or the row fails with these words. */
export function expectThat(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new RowFailure(otherwise);
}

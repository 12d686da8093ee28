/**
 * Chance that at least one of k trials passes, estimated without bias from those that ran: 1 - C(n-c, k) / C(n, k).
 *
 * @returns null where fewer than k trials were counted.
 * Source: M. Chen et al., "Evaluating Large Language Models Trained on Code" (2021); SPEC.md VD2.
 */
export function passAtK(passed: number, counted: number, k: number): number | null {
  const none = chooseShare(counted - passed, counted, k);
  return none === null ? null : 1 - none;
}

/**
 * Chance that k trials all pass, estimated without bias from those that ran: C(c, k) / C(n, k).
 *
 * @returns null where fewer than k trials were counted.
 * Source: as `passAtK`; S. Yao et al., "tau-bench" (2024); SPEC.md VD2.
 */
export function passHatK(passed: number, counted: number, k: number): number | null {
  return chooseShare(passed, counted, k);
}

/** C(some, k) / C(all, k) as a product of shares, so that nothing overflows. */
function chooseShare(some: number, all: number, k: number): number | null {
  if (k > all) return null;
  let share = 1;
  for (let taken = 0; taken < k; taken += 1) share *= Math.max(0, some - taken) / (all - taken);
  return share;
}

/** One measured figure, beside what it is compared with in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The machine's own floor or a named peer, measured in this run; absent where there is none. */
  readonly against?: { readonly name: string; readonly value: number; readonly ratio: number };
  readonly target: string;
  readonly holds: boolean;
  /** Smallest difference that means something here: quartile spread, rounds, what varied. */
  readonly resolution: string;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A quantile by nearest rank. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN;
}

/** How far the middle half of the rounds is spread, e.g. `20 rounds, quartiles 1.2 to 1.4 ms`. */
export function spread(values: readonly number[], unit: string): string {
  return `${values.length} rounds, quartiles ${round(quantile(values, 0.25))} to ${round(quantile(values, 0.75))} ${unit}`;
}

/** Three significant digits: no figure here is better than that. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** CPU time of this process spent in `work`, in seconds; other load on the machine does not count. */
export async function cpuSeconds(work: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
}

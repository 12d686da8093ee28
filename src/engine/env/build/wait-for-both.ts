/**
 * Waits for two works, whichever fails: nothing may go on in a folder that is removed because of the other.
 *
 * @throws what the first throws, else what the second does.
 */
export async function waitForBoth<One, Other>(one: Promise<One>, other: Promise<Other>): Promise<readonly [One, Other]> {
  const [first, second] = await Promise.allSettled([one, other]);
  if (first.status === "rejected") throw first.reason;
  if (second.status === "rejected") throw second.reason;
  return [first.value, second.value];
}

/** Digits of an id that are its time in ms (RFC 9562): eight, a dash, and four. */
const TIME_END = 13;

/**
 * Makes ids that sort after one that is there, where the clock was set back meanwhile: of several traces of one trial, or
 * snapshots of one environment, the one with the greatest id is the newest.
 *
 * @param last  The greatest id there is; undefined for none.
 */
export function idsAfter(last: string | undefined, newId: () => string): () => string {
  if (last === undefined) return newId;
  const next = (Number.parseInt(last.slice(0, TIME_END).replace("-", ""), 16) + 1).toString(16).padStart(TIME_END - 1, "0");
  return () => {
    const id = newId();
    return id > last ? id : `${next.slice(0, 8)}-${next.slice(8)}${id.slice(TIME_END)}`;
  };
}

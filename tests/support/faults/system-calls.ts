/** One system call that succeeded, as strace wrote it down with `-f -y`. */
export interface SystemCall {
  readonly name: string;
  /** The paths it is about, in the order of its arguments. */
  readonly paths: readonly string[];
  readonly text: string;
  /** Lines of the record at which it began and returned: a call that returned before another began came before it. */
  readonly began: number;
  readonly returned: number;
}

const WHOLE = /^\d+ +(\w+)\((.*)\) += (-?\d+|\?)/s;
const UNFINISHED = /^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$/s;
const RESUMED = /^(\d+) +<\.\.\. (\w+) resumed>(.*)\) += (-?\d+|\?)/s;

/** Reads strace's record. A call that another thread interrupted in the record is put together again. */
export function readSystemCalls(record: string): readonly SystemCall[] {
  const calls: SystemCall[] = [];
  const begun = new Map<string, { text: string; began: number }>();
  for (const [line, words] of record.split("\n").entries()) {
    const whole = WHOLE.exec(words);
    const unfinished = UNFINISHED.exec(words);
    const resumed = RESUMED.exec(words);
    if (unfinished !== null) begun.set(`${unfinished[1]} ${unfinished[2]}`, { text: unfinished[3]!, began: line });
    else if (resumed !== null) {
      const start = begun.get(`${resumed[1]} ${resumed[2]}`);
      if (start !== undefined)
        addCall(calls, { name: resumed[2]!, text: start.text + resumed[3], result: resumed[4]! }, [start.began, line]);
    } else if (whole !== null) addCall(calls, { name: whole[1]!, text: whole[2]!, result: whole[3]! }, [line, line]);
  }
  return calls;
}

function addCall(
  calls: SystemCall[],
  { name, text, result }: { name: string; text: string; result: string },
  [began, returned]: readonly [number, number],
): void {
  if (result.startsWith("-") || result === "?") return;
  // A file descriptor is followed by its path in angle brackets; a path of its own stands in quotes at the beginning.
  const isByPath = name.startsWith("rename") || name.startsWith("mkdir");
  const paths = isByPath ? [...text.matchAll(/"([^"]+)"/g)] : [...text.matchAll(/^\d+<([^>]+)>/g)];
  calls.push({ name, text, paths: paths.map((match) => match[1] ?? ""), began, returned });
}

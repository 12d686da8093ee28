import { closeSync, fdatasync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const sync = promisify(fdatasync);

/** As many syncs are under way at once as in a run. */
const AT_ONCE = 64;

/** The floor of recording: writes the same lines into as many files, one write each, and syncs each file. */
export async function writeByHand(dir: string, traces: readonly (readonly string[])[]): Promise<void> {
  let open: Promise<void>[] = [];
  for (const [index, lines] of traces.entries()) {
    const fd = openSync(join(dir, `${index}.trace.jsonl`), "w");
    for (const line of lines) writeSync(fd, `${line}\n`);
    open.push(sync(fd).then(() => closeSync(fd)));
    if (open.length < AT_ONCE) continue;
    await Promise.all(open);
    open = [];
  }
  await Promise.all(open);
}

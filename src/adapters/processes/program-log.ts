import { mkdir, open, type FileHandle } from "node:fs/promises";
import path from "node:path";

/** How long a log file may become. What comes after is dropped, and the file's last line says so. Guess. */
const LOG_MAX_BYTES = 16 * 1024 * 1024;
const CUT_LINE = "\n[more was said and is not kept: the log has reached its largest size]\n";

/** Absolute paths of the files that a program's streams are appended to; both may be the same file. */
export interface ProgramLog {
  readonly stdout: string;
  readonly stderr: string;
}

/** Opens the two files of a log for appending, making their folders. */
export async function openProgramLog(log: ProgramLog | undefined) {
  const files = new Map<string, CappedFile>();
  const open = async (file: string): Promise<CappedFile> => {
    const known = files.get(file) ?? (await openCapped(file));
    files.set(file, known);
    return known;
  };
  const streams = log === undefined ? null : { stdout: await open(log.stdout), stderr: await open(log.stderr) };
  return {
    write: (stream: "stdout" | "stderr", bytes: Buffer): void => streams?.[stream].write(bytes),
    close: async (): Promise<void> => {
      await Promise.all([...files.values()].map((file) => file.close()));
    },
  };
}

interface CappedFile {
  write(bytes: Buffer): void;
  close(): Promise<void>;
}

async function openCapped(file: string): Promise<CappedFile> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle: FileHandle = await open(file, "a", 0o600);
  let room = LOG_MAX_BYTES - (await handle.stat()).size;
  let last: Promise<unknown> = Promise.resolve();
  // A log that cannot be written is no reason to lose the work that it tells of.
  const append = (text: Buffer | string): void => {
    last = last.then(() => handle.appendFile(text)).catch(() => undefined);
  };
  return {
    write: (bytes) => {
      if (room <= 0) {
        return;
      }
      append(bytes.subarray(0, room));
      room -= bytes.length;
      if (room <= 0) {
        append(CUT_LINE);
      }
    },
    close: async () => {
      await last;
      await handle.close();
    },
  };
}

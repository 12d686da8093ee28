import { access, constants } from "node:fs/promises";

/** Whether this user may write in a folder. */
export async function canWrite(dir: string): Promise<boolean> {
  return await access(dir, constants.W_OK).then(
    () => true,
    () => false,
  );
}

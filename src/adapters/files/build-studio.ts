import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";

/**
 * Builds the Studio where that is possible and needed: in a checkout, whose build script knows whether the sources have
 * changed since the last time. A published package has it built already.
 */
export async function buildStudio(root: string): Promise<void> {
  const script = join(root, "scripts", "build-studio.ts");
  if (!existsSync(script)) return;
  // Its talk goes to stderr: stdout belongs to the command.
  const child = spawn(process.execPath, [script, "--if-stale"], { cwd: root, stdio: ["ignore", 2, 2] });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code === 0) return;
  throw new TouchstoneError("STUDIO_NOT_BUILT", "the Studio could not be built from its sources", {
    hint: "Run `npm run build:studio` to see why",
  });
}

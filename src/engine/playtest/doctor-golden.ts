import { join } from "node:path";
import { z } from "zod";
import { MACHINE_FOLDER } from "../../core/authored/project-layout.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { findLiveOwner } from "../../store/owner-lock.ts";
import { placeGoldens } from "../golden/golden-place.ts";
import type { Studio } from "../studio.ts";
import { defineVerb } from "../verb.ts";
import type { ParityCell, ParityServer } from "./check-parity.ts";
import { findSuites } from "./find-suites.ts";

/** Whether a server plays the project's suites as their goldens say. */
export interface Parity {
  readonly ok: boolean;
  readonly base: string;
  readonly cells: readonly ParityCell[];
}

/** Compares what a running server plays with the goldens on disk. Source: the seed's `check_current_system.py --profile p2_golden`. */
export const doctorGoldenVerb = defineVerb({
  name: "doctor.golden",
  summary: "Play the project's suites on a running server, and compare each with its golden",
  access: "files",
  local: true,
  input: z.strictObject({
    base: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe("The server's address, e.g. `http://127.0.0.1:4417`; default: the one that serves this project"),
  }),
  async run(studio, { base }, { signal }): Promise<Parity> {
    const suites = findSuites(studio.projectDir);
    const server = base === undefined ? findOwn(studio, signal) : { base, token: null, signal };
    const { checkParity } = await import("./check-parity.ts");
    const cells = await checkParity(suites, placeGoldens(studio.projectDir, null).goldenDir, server);
    return { ok: cells.every(({ state }) => state === "same"), base: server.base, cells };
  },
});

/** The server that owns the project; only it takes the token that lies in the project's folder. */
function findOwn({ projectDir }: Studio, signal: AbortSignal | undefined): ParityServer {
  const { url, token = null } = findLiveOwner(join(projectDir, MACHINE_FOLDER)) ?? {};
  if (url !== undefined) return { base: new URL(url).origin, token, signal };
  throw new TouchstoneError("SERVER_FAILED", "no server serves this project now", {
    hint: "Start one with `touchstone serve`, or name one with `--base URL`",
  });
}

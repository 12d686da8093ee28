import type { z } from "zod";
import { suggest } from "../../core/authored/nearest.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { BackendReport } from "../../core/backends/report.ts";
import { backendTestVerb } from "../../engine/backends.ts";
import { doctorVerb } from "../../engine/doctor.ts";
import type { Health, HealthCheck } from "../../engine/health-check.ts";
import { doctorGoldenVerb, type Parity } from "../../engine/playtest/doctor-golden.ts";
import type { Verb } from "../../engine/verb.ts";
import { reportText } from "../backend-text.ts";
import { defineCommand, type Typed } from "../command.ts";
import type { Paint } from "../paint.ts";
import { parityExitCode, parityText } from "../parity-text.ts";
import { formatTable } from "../table.ts";

type Answer = Health | BackendReport | Parity;

/** Names of the profile that compares a server with the goldens; the second one is the seed's. */
const GOLDEN_PROFILES = ["golden", "p2_golden"];

export const doctorCommand = defineCommand<z.ZodType, Answer>({
  path: ["doctor"],
  summary: "Look at what work here needs: Node, files, lock, store, disk, owner, images, renderers, clock",
  flags: [
    {
      name: "backend",
      value: "URL",
      summary: "Look at this ComfyUI server instead: its address, or the id of one from `backend list`",
    },
    {
      name: "profile",
      value: "NAME",
      summary: "`golden` (or `p2_golden`): play the project's suites on a running server, and compare with the goldens",
    },
    { name: "base", value: "URL", summary: "The server for `--profile golden`; default: the one that serves this project" },
  ],
  examples: ["touchstone doctor", "touchstone doctor --backend http://127.0.0.1:8188"],
  verb: doctorVerb,
  chooseVerb: (typed): Verb<z.ZodType, Answer> => {
    if (isGolden(typed)) return doctorGoldenVerb;
    return typed.flag("backend") === undefined ? doctorVerb : backendTestVerb;
  },
  toInput: (typed) => {
    if (isGolden(typed)) return { base: typed.flag("base") };
    return typed.flag("backend") === undefined ? {} : { url: typed.flag("backend") };
  },
  render: (answer, paint) => {
    if ("cells" in answer) return parityText(answer, paint);
    return "checks" in answer ? healthText(answer, paint) : reportText(answer, paint);
  },
  exitCode: (answer) => {
    if ("cells" in answer) return parityExitCode(answer);
    return "checks" in answer ? healthExitCode(answer) : reportExitCode(answer);
  },
});

/** @throws TouchstoneError USAGE for a profile that is not known, and for flags that do not go together. */
function isGolden(typed: Typed): boolean {
  const [profile, base, backend] = [typed.flag("profile"), typed.flag("base"), typed.flag("backend")];
  if (profile === undefined && base === undefined) return false;
  if (profile !== undefined && !GOLDEN_PROFILES.includes(profile)) {
    const message = `there is no profile \`${profile}\`${suggest(profile, GOLDEN_PROFILES)}`;
    throw new TouchstoneError("USAGE", message, { hint: "Use `--profile golden`" });
  }
  if (profile !== undefined && backend === undefined) return true;
  const message = profile === undefined ? "`--base` needs `--profile golden`" : "`--backend` and `--profile` do not go together";
  throw new TouchstoneError("USAGE", message, { hint: "Run `touchstone doctor --profile golden --base URL`" });
}

function healthText({ checks }: Health, paint: Paint): string {
  const rows = checks.map((check) => [
    markOf(check, paint),
    paint.bold(check.id),
    check.hint === null ? check.detail : `${check.detail} → ${check.hint}`,
  ]);
  return formatTable(rows, paint.columns);
}

function healthExitCode({ checks }: Health): number {
  const failed = checks.filter(({ outcome }) => outcome === "fail").map(({ id }) => id);
  if (failed.length === 0) return 0;
  return failed.some((id) => id === "files" || id === "lock" || id === "backends") ? 4 : 3;
}

/** A server that is down leaves the answer unknown; one that lacks something cannot make what needs it. */
function reportExitCode({ reachable, missing }: BackendReport): number {
  if (!reachable) return 3;
  return missing.length === 0 ? 0 : 1;
}

function markOf({ outcome }: HealthCheck, paint: Paint): string {
  if (outcome === "unknown") return paint.dim("— unknown");
  if (outcome === "ok") return `${paint.good("✓")} ok`;
  return outcome === "warn" ? "! warn" : `${paint.bad("✕")} fail`;
}

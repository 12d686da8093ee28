import { delimiter, isAbsolute, join } from "node:path";
import { access, constants } from "node:fs/promises";
import { devNull } from "node:os";
import { TouchstoneError } from "../../core/errors.ts";
import { rememberVersion } from "../processes/remember-version.ts";
import { runProgram } from "../processes/run-program.ts";

/** A git that is there, and the variables to run it with. */
export interface Git {
  /** Absolute path of the program. */
  readonly path: string;
  /** E.g. `2.39.5`. */
  readonly version: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

interface ToolPlaces {
  readonly variables: Readonly<Record<string, string | undefined>>;
}

const VERSION_LIMIT_MS = 10_000;
const PROGRAM = process.platform === "win32" ? "git.exe" : "git";
/** What git needs of a machine: where things are, how to reach the network, and how a certificate is trusted. */
const PASSED =
  /^(?:PATH|HOME|USERPROFILE|SystemRoot|TMP|TEMP|TMPDIR|LANG|SSL_CERT_(?:FILE|DIR)|CURL_CA_BUNDLE|GIT_SSL_CAINFO|SSH_AUTH_SOCK|(?:https?|all|no)_proxy)$/i;

/**
 * Finds git: the first on the `PATH`.
 *
 * @throws TouchstoneError GIT_MISSING when there is none that runs.
 */
export async function findGit({ variables }: ToolPlaces): Promise<Git> {
  const own = gitVariables(variables);
  for (const folder of (variables["PATH"] ?? "").split(delimiter).filter((path) => isAbsolute(path))) {
    const path = join(folder, PROGRAM);
    const version = await rememberVersion(path, async () => await versionOf(path, own));
    if (version !== null) return { path, version, variables: own };
  }
  throw new TouchstoneError("GIT_MISSING", "there is no `git` on the PATH", {
    hint: "Install git, e.g. `apt install git`; see docs/guides/environment.md#git",
  });
}

/** No configuration but ours: a user's could run programs, rewrite addresses or ask for a password. */
function gitVariables(variables: ToolPlaces["variables"]): Git["variables"] {
  return {
    ...Object.fromEntries(Object.entries(variables).filter(([name]) => PASSED.test(name))),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    GIT_SSH_COMMAND: "ssh -oBatchMode=yes",
    GIT_LFS_SKIP_SMUDGE: "1",
    GIT_ALLOW_PROTOCOL: "",
    GIT_NO_LAZY_FETCH: "1",
    LC_ALL: "C",
  };
}

async function versionOf(path: string, variables: Git["variables"]): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
    const end = await runProgram({ program: path, args: ["--version"], cwd: "/", variables, timeoutMs: VERSION_LIMIT_MS });
    return /^git version (\S+)/.exec(end.stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}

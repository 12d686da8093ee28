import { readFacts } from "../../core/comfyui/read-facts.ts";
import type { ServerFacts } from "../../core/comfyui/server-facts.ts";
import type { ServerProbe } from "../../core/comfyui/server-probe.ts";
import { canonicalJson } from "../../core/canonical/canonical-json.ts";
import { askForJson } from "./ask-for-json.ts";
import type { Http } from "./http.ts";
import { probeServer } from "./probe-server.ts";

/** What a server is, asked for once and kept for as long as it can be relied on. */
export interface RememberedProbe {
  /** @throws TouchstoneError as `probeServer`. */
  get(options: { readonly refresh: boolean }): Promise<ServerProbe>;
  /** The server was away: whatever is there now is asked from scratch. */
  readonly forget: () => void;
  /** Nobody has watched the server for a while: it may have been exchanged unseen, so that it is asked who it is. */
  readonly doubt: () => void;
}

export function rememberProbe(http: Http): RememberedProbe {
  let probed: Promise<ServerProbe> | undefined;
  let isDoubtful = false;
  const keep = (next: Promise<ServerProbe>): Promise<ServerProbe> => {
    probed = next;
    isDoubtful = false;
    next.catch(() => {
      if (probed === next) probed = undefined;
    });
    return next;
  };
  return {
    async get({ refresh }) {
      if (refresh || probed === undefined) return await keep(probeServer(http));
      return await (isDoubtful ? keep(confirm(http, await probed)) : probed);
    },
    forget: () => void (probed = undefined),
    doubt: () => void (isDoubtful = true),
  };
}

/** The same server still, by its own small answer about itself; else all about the new one. The catalogue is a thousand times as large. */
async function confirm(http: Http, known: ServerProbe): Promise<ServerProbe> {
  const facts = readFacts(await askForJson(http, { method: "GET", path: "/api/system_stats" }), known.catalogue);
  return facts !== undefined && identity(facts) === identity(known.facts) ? known : await probeServer(http);
}

/** Free memory changes all the time. */
function identity(facts: ServerFacts): string {
  return canonicalJson({ ...facts, devices: facts.devices.map((device) => ({ ...device, vramFreeBytes: null })) });
}

import { useRef, useState } from "react";
import type { BackendReport } from "../../../core/backends/report.ts";
import { ApiFailure } from "../../api/api-failure.ts";
import { callVerb } from "../../api/call-verb.ts";

/** What became of a look at one server. */
export type TestResult =
  | { readonly kind: "asking" }
  | { readonly kind: "report"; readonly report: BackendReport }
  | { readonly kind: "refused"; readonly error: ApiFailure };

/** Looks at servers, by their addresses or ids, and what the newest look at each found. */
export interface Tests {
  readonly of: (server: string) => TestResult | undefined;
  readonly run: (server: string) => Promise<void>;
  readonly forget: (server: string) => void;
}

export function useTests(): Tests {
  const [results, setResults] = useState<ReadonlyMap<string, TestResult>>(new Map());
  /** Only the newest look at a server is believed. */
  const newest = useRef(new Map<string, number>());
  const keep = (server: string, result: TestResult): void => setResults((before) => new Map([...before, [server, result]]));
  return {
    of: (server) => results.get(server),
    async run(server) {
      const turn = (newest.current.get(server) ?? 0) + 1;
      newest.current.set(server, turn);
      keep(server, { kind: "asking" });
      const result = await look(server);
      if (newest.current.get(server) === turn) keep(server, result);
    },
    forget: (server) => {
      newest.current.delete(server);
      setResults((before) => new Map([...before].filter(([name]) => name !== server)));
    },
  };
}

async function look(url: string): Promise<TestResult> {
  try {
    return { kind: "report", report: await callVerb("backend.test", { url }) };
  } catch (error) {
    if (error instanceof ApiFailure) return { kind: "refused", error };
    throw error;
  }
}

import type { Route } from "./routes.ts";

/** A request for one verb, e.g. `{ method: "GET", path: "/jobs?state=queued", body: null }`. */
export interface ApiRequest {
  readonly method: Route["method"];
  /** Below `/api/projects/:id`, with its query. */
  readonly path: string;
  /** JSON; null for a GET. */
  readonly body: string | null;
}

/** The header that every write carries: a page of another site cannot send it without asking first, and is never allowed to. */
export const WRITE_HEADER = { name: "X-Touchstone", value: "1" } as const;

/**
 * Builds the request for a verb: fields named in the path go there, the rest into the query of a GET or the body of a write.
 * A field that is undefined is left out; a list becomes one parameter for each of its items.
 */
export function requestFor(route: Route, input: Readonly<Record<string, unknown>>): ApiRequest {
  const named = new Set<string>();
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    named.add(name);
    return encodeURIComponent(String(input[name]));
  });
  const rest = Object.entries(input).filter(([name, value]) => !named.has(name) && value !== undefined);
  if (route.method !== "GET") return { method: route.method, path, body: JSON.stringify(Object.fromEntries(rest)) };
  const query = rest
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((item) => [name, String(item)] as const))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return { method: "GET", path: query.length === 0 ? path : `${path}?${query.join("&")}`, body: null };
}

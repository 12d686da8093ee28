/** How one verb is asked for over HTTP. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api/projects/:id`; what stands in braces is a field of the verb's input. */
  readonly path: string;
}

/**
 * Where each verb is served. The fields of a verb's input that its path does not name travel as query parameters of a GET,
 * else as a JSON body. A GET changes nothing.
 *
 * The server makes its routes from this table, the CLI and the Studio their requests: neither can miss the other.
 */
export const ROUTES = {
  status: { method: "GET", path: "/status" },
  doctor: { method: "GET", path: "/doctor" },
  "pipeline.show": { method: "GET", path: "/pipeline" },
  "spec.list": { method: "GET", path: "/specs" },
  "spec.validate": { method: "GET", path: "/validation" },
  "spec.fix": { method: "POST", path: "/fixes" },
  "spec.ready": { method: "POST", path: "/ready" },
  "spec.rebind": { method: "POST", path: "/rebind" },
  "spec.show": { method: "GET", path: "/specs/{spec}" },
  plan: { method: "GET", path: "/specs/{spec}/plan" },
  "record.list": { method: "GET", path: "/records/{kind}" },
  "record.start": { method: "GET", path: "/record-starts/{kind}" },
  "record.create": { method: "POST", path: "/records/{kind}" },
  "record.show": { method: "GET", path: "/records/{kind}/{id}" },
  "record.save": { method: "PUT", path: "/records/{kind}/{id}" },
  "record.preview": { method: "POST", path: "/records/{kind}/{id}/preview" },
  "record.restore": { method: "POST", path: "/records/{kind}/{id}/restore" },
  make: { method: "POST", path: "/jobs" },
  "job.list": { method: "GET", path: "/jobs" },
  "job.show": { method: "GET", path: "/jobs/{job}" },
  "job.retry": { method: "POST", path: "/jobs/{job}/retry" },
  "job.cancel": { method: "POST", path: "/jobs/{job}/cancel" },
  "library.list": { method: "GET", path: "/library" },
  "asset.list": { method: "GET", path: "/assets" },
  "asset.show": { method: "GET", path: "/assets/{version}" },
  "asset.approve": { method: "POST", path: "/assets/{version}/approve" },
  "asset.reject": { method: "POST", path: "/assets/{version}/reject" },
  "viewing.set": { method: "PUT", path: "/viewing" },
  replay: { method: "POST", path: "/assets/{version}/replay" },
  "event.list": { method: "GET", path: "/events" },
  "event.verify": { method: "GET", path: "/events/verification" },
  verify: { method: "GET", path: "/verification" },
  "lora.list": { method: "GET", path: "/loras" },
  "lora.show": { method: "GET", path: "/loras/{lora}" },
  "backend.list": { method: "GET", path: "/backends" },
  "backend.add": { method: "POST", path: "/backends" },
  "backend.test": { method: "POST", path: "/backends/test" },
  "backend.set": { method: "PATCH", path: "/backends/{backend}" },
  "backend.remove": { method: "DELETE", path: "/backends/{backend}" },
  "playtest.overview": { method: "GET", path: "/playtest" },
  "playtest.story": { method: "GET", path: "/playtest/stories/{story}" },
  "playtest.runSuite": { method: "POST", path: "/playtest/suites/run" },
  "playtest.explore": { method: "POST", path: "/playtest/explore" },
  "golden.check": { method: "POST", path: "/golden/check" },
  "golden.diff": { method: "GET", path: "/golden/diff" },
  "golden.accept": { method: "POST", path: "/golden/accept" },
  "golden.prune": { method: "POST", path: "/golden/prune" },
  "trial.overview": { method: "GET", path: "/trials" },
  "trial.show": { method: "GET", path: "/trials/runs/{run}" },
  "trial.compare": { method: "GET", path: "/trials/compare" },
  "trial.run": { method: "POST", path: "/trials/run" },
  "trial.delete": { method: "DELETE", path: "/trials/runs/{run}" },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof ROUTES;

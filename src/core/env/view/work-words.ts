import type { EnvWork } from "../../live/env-work.ts";

/** What each step does, as it is said while it goes on. */
const STEPS: Readonly<Record<string, string>> = {
  waiting: "waits for another command",
  recovering: "puts right what was cut off",
  fetching: "fetches",
  reading: "reads requirements",
  locking: "resolves packages",
  checking_out: "checks out",
  installing: "installs packages",
  smoke_testing: "runs the smoke test",
  observing: "watches ComfyUI start",
  checking: "checks the candidate once more",
  switching: "moves the pointer",
  pruning: "removes old generations",
  starting: "starts it",
  serving: "it serves",
};

const VERBS: Readonly<Record<string, string>> = {
  "env.node.add": "Adding",
  "env.node.update": "Updating",
  "env.node.remove": "Removing",
  "env.tx.run": "Trying",
  "env.resolve": "Resolving",
  "env.promote": "Promoting",
  "env.rollback": "Rolling back",
  "env.run": "Starting ComfyUI",
};

/** E.g. `Trying glow: installs packages, 4 of 9`. Source: SPEC.md EV8. */
export function workWords({ verb, about, step }: EnvWork): string {
  const what = [VERBS[verb] ?? verb, ...(about === null ? [] : [about])].join(" ");
  if (step === null) return `${what} begins`;
  const does = STEPS[step.step] ?? step.step.replaceAll("_", " ");
  const whom = step.about === null || step.about === about ? "" : ` ${step.about}`;
  const far = step.total === 0 ? "" : `, ${step.done} of ${step.total}`;
  return `${what}: ${does}${whom}${far}`;
}

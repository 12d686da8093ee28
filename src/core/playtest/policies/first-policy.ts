import type { Policy, PolicyRun } from "./policy.ts";

const RUN: PolicyRun = {
  choose: () => 0,
  enter: () => {},
  finish: () => {},
  drawn: 0,
  progress: 0,
  mismatches: [],
};

/** Takes the first choice that is offered. Source: SPEC.md PP1. */
export const firstPolicy: Policy = { name: "first", script: null, listens: false, open: () => RUN };

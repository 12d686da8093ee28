import { expect, test } from "vitest";
import type { Stage } from "./board.ts";
import { needsServer, waitsForServer } from "./waits-for-server.ts";

const STAGES: readonly Stage[] = ["ready", "queued", "making", "waiting", "approved", "exception", "closed"];

test("a job waits for a server only while it waits, and only where a server draws it", () => {
  expect(STAGES.filter((stage) => waitsForServer({ stage, renderer: "comfyui" }))).toEqual(["queued"]);
  expect(STAGES.filter((stage) => waitsForServer({ stage, renderer: "builtin" }))).toEqual([]);
});

test("a card needs a server until its images are made; of a broken file nothing is claimed", () => {
  expect(STAGES.filter((stage) => needsServer({ stage, renderer: "comfyui" }))).toEqual(["ready", "queued", "making"]);
  expect(STAGES.filter((stage) => needsServer({ stage, renderer: null }))).toEqual([]);
});

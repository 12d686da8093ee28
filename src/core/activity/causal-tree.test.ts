import { expect, test } from "vitest";
import { causalTree, flattenTree } from "./causal-tree.ts";
import { chainGroups } from "./chain-groups.ts";
import { chainSummary } from "./chain-summary.ts";
import { sampleStory } from "./story.fixture.ts";

const outline = (events = sampleStory()) =>
  flattenTree(causalTree(events)).map(({ level, event }) => `${"  ".repeat(level)}${event.type} ${event.entityId}`);

test("what happened to a job hangs below its queueing, and a regeneration below what caused it", () => {
  expect(outline()).toEqual([
    "job.queued j1",
    "  job.started j1",
    "  job.render_done j1",
    "  job.render_done j1",
    "  version.created v1",
    "    version.routed v1",
    "  job.succeeded j1",
    "    job.queued j2",
    "      job.started j2",
    "      version.created v2",
    "        version.approved v2",
  ]);
});

test("the order in which events are handed in does not matter", () => {
  expect(outline(sampleStory().toReversed())).toEqual(outline());
});

test("where the cause was not read, the first event of a job at hand stands for it and nothing gets lost", () => {
  expect(outline(sampleStory().slice(8))).toEqual(["job.started j2", "  version.created v2", "    version.approved v2"]);
});

test("a chain is summed up by its newest telling event, and says how deep it went", () => {
  const summary = chainSummary(sampleStory());
  expect(summary.decisive).toMatchObject({ type: "version.approved", entityId: "v2" });
  expect(summary).toMatchObject({ count: 11, fromMs: 1000, toMs: 11_000, depth: 1 });
});

test("a job that was queued again opens the question again", () => {
  expect(chainSummary(sampleStory().slice(0, 8)).decisive).toMatchObject({ type: "job.queued", entityId: "j2" });
});

test("chains are ordered by what moved last, and keep their events newest first", () => {
  const other = sampleStory().map((event) => ({ ...event, causalChainId: "d", seq: event.seq + 20 }));
  const groups = chainGroups([...sampleStory(), ...other].toSorted((a, b) => b.seq - a.seq));
  expect(groups.map(({ chainId, newest, oldest }) => [chainId, newest.seq, oldest.seq])).toEqual([
    ["d", 31, 21],
    ["c", 11, 1],
  ]);
});

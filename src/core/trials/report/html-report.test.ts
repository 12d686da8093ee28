import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { expect, test } from "vitest";
import { base64 } from "../../report/base64.ts";
import { htmlReport } from "./html-report.ts";
import { junitXml } from "./junit-xml.ts";
import { runJson } from "./run-json.ts";
import { assertionResult, failedTrial, runOf, scenarioOf, trialResult, trialsOf, unansweredTrial } from "./run-report.fixture.ts";
import { shownReport } from "./shown-report.ts";
import { summaryMarkdown } from "./summary-markdown.ts";
import { talkOf, traceOf } from "./trial-trace.fixture.ts";

const EVIL = `<script>alert("1")</script><img src=x onerror='alert(2)'>&amp;`;

/** The page on one line and without its style: what came from outside, and its frame. */
function bodyOf(page: string): string {
  return page.replaceAll(/<style>[^]*?<\/style>/g, "").replaceAll(/\s+/g, " ");
}

function tagsOf(page: string): readonly string[] {
  return [...bodyOf(page).matchAll(/<[^>]*>/g)].map(([tag]) => tag);
}

test("[RT13] no script, no request, and a policy that forbids both; equal runs give equal bytes", () => {
  const page = htmlReport(runOf([scenarioOf(trialsOf(2, 1))]));
  const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? "";
  const hash = base64(sha256(utf8ToBytes(style)));
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`);
  expect(page).not.toMatch(/<script|\sstyle=|\son\w+=|https?:|url\(/);
  expect(htmlReport(runOf([scenarioOf(trialsOf(2, 1))]))).toBe(page);
});

test("[RT13] a text from outside is never markup, wherever it stands", () => {
  const failed = failedTrial(0, EVIL, {
    assertions: [assertionResult(EVIL, { outcome: "fail", why: EVIL, required: true })],
    traceId: EVIL,
  });
  const scenario = {
    ...scenarioOf([failed, unansweredTrial(1, EVIL)], { name: EVIL, stoppedEarly: EVIL, requested: 3 }),
    why: EVIL,
    file: EVIL,
  };
  const [, ...talk] = talkOf(EVIL);
  const call = { id: EVIL, name: EVIL, arguments: { [EVIL]: EVIL }, invalid: null };
  const trace = traceOf(failed, [
    ...talkOf(EVIL),
    ...talk,
    { line: "tool_call", turn: 3, call, problem: EVIL },
    { line: "tool_result", turn: 3, callId: EVIL, name: EVIL, value: EVIL, isError: true, by: "refused" },
    { line: "error", turn: null, code: EVIL, message: EVIL, status: null, ours: false },
  ]);
  const page = htmlReport(runOf([scenario], { runId: EVIL, recordingMode: EVIL }), new Map([[failed.traceId, trace]]));
  expect(bodyOf(page)).toContain("&lt;script&gt;alert(&quot;1&quot;)");
  expect(tagsOf(page).filter((tag) => /^<(script|img)/.test(tag))).toEqual([]);
  expect(tagsOf(page).filter((tag) => tag.replaceAll(/"[^"]*"/g, "").includes("onerror"))).toEqual([]);
});

test("[RT15] failures come first, and every link of the page leads to something in it", () => {
  const traced = (results: readonly ReturnType<typeof trialResult>[], run: number) =>
    results.map((result) => ({ ...result, traceId: `${run}-${result.trialIndex}` }));
  const hard = [trialResult(0, { status: "hard_fail", score: 0 })];
  const page = htmlReport(
    runOf([
      scenarioOf(traced(trialsOf(9, 0), 1), { name: "good" }),
      scenarioOf([unansweredTrial(0)], { name: "dark" }),
      scenarioOf(traced(trialsOf(2, 30), 2), { name: "bad" }),
      scenarioOf(traced(hard, 3), { name: "hard" }),
    ]),
  );
  expect([...page.matchAll(/<h2[^>]*>(\w+) /g)].map(([, name]) => name)).toEqual(["hard", "bad", "dark", "good"]);
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id ?? "");
  expect(links).toHaveLength(4 + 20 + 1 + 1);
  for (const id of links) expect(page).toContain(`id="${id}"`);
  expect(bodyOf(page)).toContain("10 trials more in the list of all trials.");
  expect(page.match(/<details[^>]* open/g)).toHaveLength(1);
});

test("[RT16] all that was said stands in order with its times, and long texts are cut and say so", () => {
  const failed = failedTrial(0);
  const entries = talkOf(`My lamp broke. ${"x".repeat(5000)}`);
  const cut = { ...traceOf(failed, entries), footer: null };
  const body = bodyOf(htmlReport(runOf([scenarioOf([failed])]), new Map([[failed.traceId, cut]])));
  const said = [...body.matchAll(/<span class="who">([^<]*)<\/span>/g)].map(([, who]) => who);
  expect(said).toEqual(["system", "user", "calls", "lookup_order says", "model", "judge 1"]);
  expect(body).toMatch(/lookup_order<\/span> \{ &quot;orderId&quot;: &quot;A-17&quot; \}/);
  expect(body).toContain("… 1015 characters more in the trace");
  expect(body).toContain(`<span class="took">80 ms</span>`);
  expect(body).toContain("The trial was cut off here.");
});

test("[RT6] of a run in metadata_only no form shows what was said, asked or returned", () => {
  const SAID = "a-private-word";
  const run = runOf([scenarioOf([failedTrial(0, SAID), unansweredTrial(1, `no answer: ${SAID}`)])], {
    recordingMode: "metadata_only",
  });
  // A trace in this mode never holds content; a page would show none all the same.
  const trace = traceOf(failedTrial(0), talkOf(SAID), "metadata_only");
  const page = htmlReport(run, new Map([[trace.header.traceId, trace]]));
  const forms = [page, junitXml(run), summaryMarkdown(run), JSON.stringify(runJson(shownReport(run)))];
  for (const form of forms) expect(form).not.toContain(SAID);
  expect(bodyOf(page)).toContain("what was said is not recorded");
  expect(page).not.toMatch(/delivered|A-17|small shop|friendly/);
});

import { expect, test } from "vitest";
import { headerMatrix, wholeMatrix } from "../../../tests/support/header-matrix.ts";
import { judgeRequest, type RequestFacts } from "./judge-request.ts";

const HOST = "127.0.0.1:4170";
const RULES = { hosts: [HOST], origins: [`http://${HOST}`] };
const VISIT: RequestFacts = {
  method: "GET",
  host: HOST,
  origin: undefined,
  fetchSite: undefined,
  contentType: undefined,
  writeHeader: undefined,
};

test("each combination of method, host, origin, fetch site, type and header is answered by its first fault", () => {
  const wrong: string[] = [];
  let refused = 0;
  for (const { title, facts, refusal } of wholeMatrix(HOST)) {
    const code = judgeRequest(facts, RULES)?.code ?? null;
    if (code !== null) refused += 1;
    if (code !== (refusal?.code ?? null)) wrong.push(`${title}: ${code}`);
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(100_000);
});

test("the matrix for routes names every refusal and passes", () => {
  const codes = new Set(headerMatrix(HOST).map((each) => each.refusal?.code ?? "passes"));
  expect([...codes].sort()).toEqual(
    ["HOST_REFUSED", "METHOD_REFUSED", "ORIGIN_REFUSED", "TYPE_REFUSED", "WRITE_HEADER_MISSING", "passes"].sort(),
  );
});

test.each([
  undefined,
  "",
  "me@127.0.0.1:4170",
  "127.0.0.1:4170.evil.example",
  "127.0.0.1:4170, evil.example",
  " 127.0.0.1:4170",
  "127.0.0.1:04170",
  "[::1]:4170",
])("a host that is not exactly ours is refused: %s", (host) => {
  expect(judgeRequest({ ...VISIT, host }, RULES)?.code).toBe("HOST_REFUSED");
});

test("a stranger's host is quoted short and on one line", () => {
  const message = judgeRequest({ ...VISIT, host: `evil\r\n\u001b[31m\`${"x".repeat(200)}` }, RULES)?.message ?? "";
  expect(message).toMatch(/^this server does not answer for `evil\?\?\?\[31m\?x+…`$/);
  expect(message.length).toBeLessThan(140);
});

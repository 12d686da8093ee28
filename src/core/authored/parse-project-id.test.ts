import { expect, test } from "vitest";
import { parseProjectId } from "./parse-project-id.ts";

const parse = (text: string) => parseProjectId({ file: "touchstone.yaml", text });

test.each([
  ["an unknown key", "id: game\ntitel: Game\n"],
  ["a missing title", "id: game\n"],
  ["policies of a wrong type", "id: game\ntitle: Game\npolicies: [1]\n"],
  ["JSON", '{ "id": "game" }'],
])("[A48] the id of a project is read whatever else its file says: %s", (_, text) => {
  expect(parse(text)).toMatchObject({ kind: "parsed", value: { id: "game" } });
});

test.each([
  ["that is missing", { text: "title: Game\n", code: "INPUT_INVALID", at: "1:1" }],
  ["that is no slug", { text: "id: My Game\n", code: "INPUT_INVALID", at: "1:5" }],
  ["in a file that is no YAML", { text: "id: game\ntitle: 'open\n", code: "FILE_SYNTAX", at: "2:8" }],
])("[A48] an id %s is a problem with its place", (_, { text, code, at }) => {
  const parsed = parse(text);
  const [problem] = parsed.kind === "invalid" ? parsed.problems : [];
  expect([problem?.code, `${problem?.place?.line}:${problem?.place?.column}`]).toEqual([code, at]);
});

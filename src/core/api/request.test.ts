import { describe, expect, test } from "vitest";
import { requestFor } from "./request.ts";
import { ROUTES } from "./routes.ts";

describe("requestFor", () => {
  test("a field that the path names goes there, whatever it holds", () => {
    expect(requestFor(ROUTES["spec.show"], { spec: "a/../b?c" })).toEqual({
      method: "GET",
      path: "/specs/a%2F..%2Fb%3Fc",
      body: null,
    });
  });

  test("the rest of a read travels in its query; what is undefined is left out, a list is repeated", () => {
    const { path } = requestFor(ROUTES["spec.validate"], { specs: ["a", "b c"], other: undefined });
    expect(path).toBe("/validation?specs=a&specs=b%20c");
  });

  test("the rest of a write travels as JSON", () => {
    const request = requestFor(ROUTES["asset.reject"], { version: "v1", note: "too dark" });
    expect(request).toEqual({ method: "POST", path: "/assets/v1/reject", body: '{"note":"too dark"}' });
  });

  test("no two verbs are served at one place", () => {
    const places = Object.values(ROUTES).map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, "{}")}`);
    expect(new Set(places).size).toBe(places.length);
  });
});

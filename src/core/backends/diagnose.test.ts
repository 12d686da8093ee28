import { expect, test } from "vitest";
import { type FailureCode, TouchstoneError } from "../errors.ts";
import { diagnose } from "./diagnose.ts";

const URL_TEXT = "http://127.0.0.1:8188";

/** A failure whose cause the network reported somewhere below. */
function caused(cause: object, code: FailureCode = "BACKEND_UNREACHABLE"): TouchstoneError {
  return new TouchstoneError(code, "it failed", {
    cause: Object.assign(new Error("fetch failed"), { cause }),
    hint: "Try again",
  });
}

test.each([
  ["ECONNREFUSED", "nothing listens"],
  ["ENOTFOUND", "no machine of the name"],
  ["EAI_AGAIN", "no machine of the name"],
  ["EHOSTUNREACH", "no way from here"],
  ["UND_ERR_CONNECT_TIMEOUT", "did not answer in time"],
  ["UND_ERR_HEADERS_TIMEOUT", "did not answer in time"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "the secure connection"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "the secure connection"],
  ["ECONNRESET", "closed it without an answer"],
])("[BK14] %s is %s", (code, words) => {
  const { detail, hint } = diagnose(URL_TEXT, caused({ code }));
  expect(detail).toContain(words);
  expect(detail).toContain(URL_TEXT);
  expect(hint).not.toBe("Try again");
});

test("[BK14] of several tries to connect, what any of them says counts", () => {
  const tries = { errors: [{ code: "ECONNREFUSED" }, { code: "ECONNREFUSED" }] };
  expect(diagnose(URL_TEXT, caused(tries)).detail).toContain("nothing listens");
});

test("[BK14] an answer that is not ComfyUI's, a refusal and a login are told apart", () => {
  expect(diagnose(URL_TEXT, caused({}, "BACKEND_MALFORMED")).detail).toContain("not ComfyUI");
  expect(diagnose(URL_TEXT, caused({ status: 403 }, "BACKEND_MALFORMED")).detail).toContain("(403)");
  expect(diagnose(URL_TEXT, caused({ status: 401 }, "BACKEND_MALFORMED")).detail).toContain("login");
  expect(diagnose(URL_TEXT, caused({ status: 503 })).detail).toContain("behind it does not");
  expect(diagnose(URL_TEXT, caused({ status: 500 }, "BACKEND_MALFORMED")).detail).toContain("an error of its own");
  expect(diagnose(URL_TEXT, caused({ code: "HPE_INVALID_CONSTANT" })).detail).toContain("not ComfyUI");
  expect(diagnose(URL_TEXT, caused({}, "BACKEND_TIMEOUT")).detail).toContain("in time");
});

test("[BK14] what has words of its own keeps them: a refused address, and whatever else", () => {
  const refused = new TouchstoneError("BACKEND_ADDRESS_REFUSED", "`x` is link-local", { hint: "Use another" });
  expect(diagnose("x", refused)).toEqual({ detail: "`x` is link-local", hint: "Use another" });
  const bare = new TouchstoneError("BACKEND_UNREACHABLE", "odd");
  expect(diagnose("x", bare).hint).toMatch(/ComfyUI/);
});

import { expect, test } from "vitest";
import { TouchstoneError } from "../core/errors.ts";
import { storeError } from "./fs-error.ts";

const failure = (fields: object): Error => Object.assign(new Error("cause"), fields);

test.each([
  [{ errcode: 13 }, "DISK_FULL"],
  [{ errcode: 4874 }, "DISK_FULL"],
  [{ errcode: 10 }, "DISK_FAILED"],
  [{ errcode: 1034 }, "DISK_FAILED"],
  [{ errcode: 8 }, "READ_ONLY"],
  [{ errcode: 14 }, "READ_ONLY"],
  [{ errcode: 11 }, "STORE_DAMAGED"],
  [{ errcode: 26 }, "STORE_DAMAGED"],
  [{ errcode: 5 }, "PROJECT_LOCKED"],
  [{ code: "ENOSPC" }, "DISK_FULL"],
  [{ code: "EDQUOT" }, "DISK_FULL"],
  [{ code: "EIO" }, "DISK_FAILED"],
  [{ code: "EROFS" }, "READ_ONLY"],
  [{ code: "EACCES" }, "READ_ONLY"],
  [{ code: "EPERM" }, "READ_ONLY"],
  [{ code: "ERR_OUT_OF_RANGE" }, "STORE_DAMAGED"],
])("[S20] %o is %s, with the place, a hint and the cause", (fields, code) => {
  const cause = failure(fields);
  const error = storeError(cause, "a/store.db");
  expect(error).toMatchObject({ code, cause, message: expect.stringContaining("`a/store.db`") });
  expect((error as TouchstoneError).hint).toMatch(/\.$/);
});

test("[S20] what nobody can fix comes back as it is", () => {
  for (const bug of [failure({ errcode: 1 }), failure({ code: "EINVAL" }), failure({}), "a text"]) {
    expect(storeError(bug, "a")).toBe(bug);
  }
  const known = new TouchstoneError("STATE_CONFLICT", "known");
  expect(storeError(known, "a")).toBe(known);
});

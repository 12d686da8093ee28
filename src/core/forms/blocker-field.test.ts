import { expect, it } from "vitest";
import { findBlockerField } from "./blocker-field.ts";

it("leads from a blocker to the field that puts it right, where there is one", () => {
  expect(findBlockerField({ code: "unknown_tag", detail: "" })).toBe("tags");
  expect(findBlockerField({ code: "contract_contradiction", detail: "`frames` is 8 by tag" })).toBe("output.frames");
  expect(findBlockerField({ code: "not_locked", detail: "" })).toBeNull();
  expect(findBlockerField({ code: "incompatible_checkpoint", detail: "LoRA `a` is for copax" })).toBe("loras");
  expect(findBlockerField({ code: "incompatible_checkpoint", detail: "baseline `a` is for copax" })).toBe("baseline");
});

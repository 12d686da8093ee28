import { describe, expect, it } from "vitest";
import { suggestId } from "./wizard-steps.ts";

describe("suggesting an id", () => {
  it("makes a slug of a title", () => {
    expect(suggestId("Ember sword, pickup icon", new Set())).toBe("ember-sword-pickup-icon");
    expect(suggestId("  Église № 3!  ", new Set())).toBe("eglise-no-3");
  });

  it("counts on when the id is taken", () => {
    expect(suggestId("Gem", new Set(["gem", "gem-2"]))).toBe("gem-3");
  });

  it("suggests nothing for a title without letters", () => {
    expect(suggestId("***", new Set())).toBe("");
  });
});

import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BUILTIN_RENDERER, draw, type Drawn, type DrawRequest } from "./draw.ts";
import { MODELS } from "./models.ts";

type Change = Partial<Omit<DrawRequest, "drawing">> & { readonly drawing?: Partial<DrawRequest["drawing"]> };

function requestOf(change: Change): DrawRequest {
  const { drawing, ...rest } = change;
  return {
    family: "copax",
    positive: "",
    negative: "",
    stack: [],
    part: null,
    partIndex: 0,
    partCount: 1,
    takeSeed: 11,
    seed: 21,
    width: 64,
    height: 64,
    ...rest,
    drawing: {
      assetType: "sprite",
      kind: "single_image",
      tags: [],
      palette: [],
      background: "transparent",
      marginPx: 0,
      tileable: false,
      maxColors: null,
      familySeed: null,
      ...drawing,
    },
  };
}

const sha = (drawn: Drawn): string => createHash("sha256").update(drawn.rgba).digest("hex").slice(0, 16);

/** All parts of one set. */
function drawSet(change: Change, prefix: string, names: readonly string[]): Drawn[] {
  return names.map((name, partIndex) =>
    draw(requestOf({ ...change, part: `${prefix}:${name}`, partIndex, partCount: names.length, seed: 50 + partIndex })),
  );
}

const frames = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

interface Counted {
  readonly colours: ReadonlySet<number>;
  readonly filled: number;
  readonly alphas: ReadonlySet<number>;
}

function count({ rgba }: Drawn): Counted {
  const colours = new Set<number>();
  const alphas = new Set<number>();
  let filled = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 0;
    alphas.add(alpha);
    const rgb = ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
    if (alpha === 0) {
      if (rgb !== 0) throw new Error("colour behind full transparency");
      continue;
    }
    filled += 1;
    colours.add(rgb);
  }
  return { colours, filled, alphas };
}

/** Share of differing pixels in percent. */
function differencePct(a: Drawn, b: Drawn): number {
  let differing = 0;
  for (let at = 0; at < a.rgba.length; at += 4) {
    if ([0, 1, 2, 3].some((byte) => a.rgba[at + byte] !== b.rgba[at + byte])) differing += 1;
  }
  return (differing * 400) / a.rgba.length;
}

const WORDS = MODELS.flatMap(({ words }) => words.split(" "));

const anyRequest = fc
  .record({
    family: fc.constantFrom("copax", "pony", "elsewhere", "__proto__", ""),
    positive: fc.oneof(
      fc.string(),
      fc
        .array(fc.oneof(fc.constantFrom(...WORDS, "red", "fire", "gold", "night", '"OK"'), fc.string()), { maxLength: 6 })
        .map((words) => words.join(" ")),
    ),
    negative: fc.oneof(fc.constant(""), fc.string()),
    assetType: fc.constantFrom(
      "ui_icon",
      "creature",
      "terrain_tile",
      "button",
      "portrait",
      "logo",
      "background",
      "iso_block",
      "effect",
      "card",
      "thing",
      "constructor",
    ),
    tags: fc.array(
      fc.oneof(
        fc.constantFrom("item:weapon", "creature:slime", "view:isometric", "element:fire", "material:metal", "a:__proto__"),
        fc.string(),
      ),
      { maxLength: 3 },
    ),
    part: fc.oneof(
      fc.constant(null),
      fc.constantFrom(
        "frame:2",
        "state:hover",
        "state:toString",
        "tile:edge-n",
        "tile:corner-se",
        "mark:wordmark",
        "mark:constructor",
      ),
    ),
    width: fc.constantFrom(16, 17, 24, 33, 48, 64, 100),
    height: fc.constantFrom(16, 19, 32, 50, 64, 96),
    takeSeed: fc.nat(),
    seed: fc.nat(),
    loraWeight: fc.constantFrom(-1, 0, 0.35, 1.5),
  })
  .map(({ assetType, tags, loraWeight, ...rest }) =>
    requestOf({
      ...rest,
      partIndex: 2,
      partCount: 5,
      stack: [{ sha256: "ab".repeat(32), weight: loraWeight }],
      drawing: { assetType, tags },
    }),
  );

const withDrawing = (request: DrawRequest, drawing: Partial<DrawRequest["drawing"]>): DrawRequest => ({
  ...request,
  drawing: { ...request.drawing, ...drawing },
});

const RUNS = { numRuns: 36 };

describe("determinism", () => {
  test("equal requests give equal bytes, whatever was drawn between", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const first = sha(draw(request));
        draw(requestOf({ positive: "dragon", takeSeed: 5 }));
        expect(sha(draw(structuredClone(request)))).toBe(first);
      }),
      RUNS,
    );
  });

  test("known requests give the bytes of this renderer's version: when one differs, raise BUILTIN_RENDERER and renew them", () => {
    const known: Record<string, Change> = {
      slime: { positive: "green slime", drawing: { assetType: "creature" } },
      sword: {
        family: "pony",
        positive: "a short sword with a glowing ember core",
        drawing: { assetType: "ui_icon", tags: ["item:weapon", "material:metal"] },
      },
      walk: {
        positive: "knight walking",
        part: "frame:3",
        partIndex: 3,
        partCount: 8,
        drawing: { assetType: "character", kind: "animation" },
      },
      grass: {
        positive: "meadow",
        part: "tile:corner-nw",
        partIndex: 1,
        partCount: 9,
        drawing: { assetType: "terrain", kind: "tileset", tileable: true, background: "opaque" },
      },
      block: { positive: "stone", drawing: { assetType: "iso_block", tags: ["view:isometric"] } },
      button: {
        positive: 'button "PLAY"',
        part: "state:hover",
        partIndex: 1,
        partCount: 4,
        width: 96,
        height: 32,
        drawing: { assetType: "button", kind: "ui_states" },
      },
      portrait: { family: "pony", positive: "a stern queen", width: 128, height: 128, drawing: { assetType: "portrait" } },
      wordmark: {
        positive: "logo",
        part: "mark:wordmark",
        width: 128,
        drawing: { assetType: "logo", kind: "logo_set", background: "white" },
      },
      harbour: {
        positive: "harbour at sunset",
        width: 160,
        height: 90,
        drawing: { assetType: "background", background: "opaque" },
      },
      flame: {
        positive: "flame",
        part: "frame:1",
        partIndex: 1,
        partCount: 4,
        drawing: { assetType: "effect", kind: "animation" },
      },
      palette: {
        positive: "potion",
        drawing: { assetType: "item", palette: ["#1a1c2c", "#5d275d", "#b13e53", "#ef7d57", "#ffcd75"], maxColors: 4 },
      },
      stranger: {
        family: "elsewhere",
        positive: "dragon",
        stack: [{ sha256: "cd".repeat(32), weight: 0.8 }],
        drawing: { assetType: "creature", familySeed: 99 },
      },
    };
    const digests = Object.fromEntries(Object.entries(known).map(([name, change]) => [name, sha(draw(requestOf(change)))]));
    expect({ renderer: BUILTIN_RENDERER, digests }).toMatchInlineSnapshot(`
      {
        "digests": {
          "block": "d63a7b3596e89c19",
          "button": "d52395b229a7472a",
          "flame": "d8a25cd2ebfea575",
          "grass": "dfc950c8d6321641",
          "harbour": "1fb294b6c095ca35",
          "palette": "306ca64d95513fe1",
          "portrait": "125849680958fbcc",
          "slime": "096e923b613c9d82",
          "stranger": "2e73ea8fde8315e4",
          "sword": "9098fc77a7b46d70",
          "walk": "be07a29f4dc83282",
          "wordmark": "3efbb6eabfefc45c",
        },
        "renderer": "procedural/1",
      }
    `);
  });

  test("another take is another picture, and so is another prompt", () => {
    const takes = [1, 2, 3, 4].map((takeSeed) => sha(draw(requestOf({ takeSeed, positive: "dragon" }))));
    expect(new Set(takes).size).toBe(4);
    const subjects = MODELS.map(({ words }) => sha(draw(requestOf({ positive: words.split(" ")[0] ?? "" }))));
    expect(new Set(subjects).size).toBe(MODELS.length);
  });
  test("the image's own seed moves sparks, never the creature's identity", () => {
    const drawn = (positive: string, seed: number): string => sha(draw(requestOf({ positive, seed })));
    expect(drawn("lightning", 1)).not.toBe(drawn("lightning", 2));
    expect(drawn("spark", 1)).not.toBe(drawn("spark", 2));
    expect(drawn("knight", 1)).toBe(drawn("knight", 2));
  });
});

describe("sets", () => {
  test("no two frames of any subject are equal, at any usual size and length", () => {
    for (const { words, category } of MODELS) {
      const positive = words.split(" ")[0] ?? "";
      for (const [side, length] of [
        [32, 8],
        [16, 4],
        [48, 3],
      ] as const) {
        const set = drawSet(
          { positive, width: side, height: side, drawing: { kind: "animation", assetType: category } },
          "frame",
          frames(length),
        );
        expect(new Set(set.map(sha)).size, `${positive} ${side}`).toBe(length);
      }
    }
  });

  test("a long animation still has no frame twice", () => {
    const set = drawSet({ positive: "knight", drawing: { kind: "animation", assetType: "creature" } }, "frame", frames(60));
    expect(new Set(set.map(sha)).size).toBe(60);
  });

  test("an animation's loop closes: its last frame is as near to the first as neighbours are", () => {
    const set = drawSet({ positive: "slime", drawing: { kind: "animation", assetType: "creature" } }, "frame", frames(8));
    const steps = set.map((frame, index) => differencePct(frame, set[(index + 1) % set.length] ?? frame));
    expect(steps.at(-1)).toBeLessThanOrEqual(2 * Math.max(...steps.slice(0, -1)));
  });

  test("a button's states are distinct and cover exactly the same pixels", () => {
    const names = ["normal", "hover", "pressed", "disabled", "focus", "selected", "idle", "never-heard-of"];
    const set = drawSet(
      { positive: 'button "GO"', width: 96, height: 32, drawing: { assetType: "button", kind: "ui_states" } },
      "state",
      names,
    );
    expect(new Set(set.map(sha)).size).toBe(names.length);
    const masks = set.map(({ rgba }) => rgba.filter((_, at) => at % 4 === 3).join(""));
    expect(new Set(masks).size).toBe(1);
  });

  test("states of a picture without states of its own are tinted, in one shape", () => {
    const set = drawSet({ positive: "potion", drawing: { assetType: "ui_icon", kind: "ui_states" } }, "state", [
      "normal",
      "hover",
      "disabled",
      "default",
      "cooldown",
    ]);
    expect(new Set(set.map(sha)).size).toBe(5);
    expect(new Set(set.map((drawn) => count(drawn).filled)).size).toBe(1);
  });

  test("a portrait's expressions differ in the face and keep the person", () => {
    const set = drawSet({ positive: "ranger", drawing: { assetType: "portrait", kind: "ui_states" } }, "state", [
      "neutral",
      "happy",
      "angry",
      "sad",
      "surprised",
      "wistful",
    ]);
    expect(new Set(set.map(sha)).size).toBe(6);
    for (const other of set.slice(1)) expect(differencePct(set[0] ?? other, other)).toBeLessThan(8);
  });

  test("a tile set's tiles are distinct even when their names mean the same", () => {
    const names = [
      "center",
      "grass",
      "fill",
      "edge-n",
      "edge-e",
      "edge-s",
      "edge-w",
      "corner-nw",
      "corner-ne",
      "corner-sw",
      "corner-se",
      "inner-nw",
      "inner-se",
      "flowers",
      "variant-b",
      "path-h",
      "water",
    ];
    const set = drawSet(
      { positive: "grass", width: 32, height: 32, drawing: { assetType: "terrain", kind: "tileset", tileable: true } },
      "tile",
      names,
    );
    expect(new Set(set.map(sha)).size).toBe(names.length);
  });

  test("a logo's marks are distinct", () => {
    const names = ["emblem", "wordmark", "favicon", "lockup", "emblem-mono"];
    const set = drawSet({ positive: 'logo "EMBER"', drawing: { assetType: "logo", kind: "logo_set" } }, "mark", names);
    expect(new Set(set.map(sha)).size).toBe(names.length);
  });
});

describe("contract", () => {
  test("no words, tags, names or sizes make it fail; the size is the one asked for; nothing is blank", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const drawn = draw(request);
        expect(drawn.rgba.length).toBe(request.width * request.height * 4);
        expect(count(drawn).filled).toBeGreaterThan((request.width * request.height) / 60);
      }),
      { numRuns: 90 },
    );
  });

  test("a transparent background is exactly zero, the subject fully opaque, the margin empty", () => {
    const subjects = ["slime", "sword", "potion", "knight", "button", "logo", "portrait", "dragon", "flame", "chest"];
    fc.assert(
      fc.property(
        fc.constantFrom(...subjects),
        fc.integer({ min: 0, max: 7 }),
        fc.constantFrom(32, 50, 64, 128),
        (positive, marginPx, side) => {
          const drawn = draw(requestOf({ positive, width: side, height: side, drawing: { marginPx } }));
          const { alphas } = count(drawn);
          expect([...alphas].every((alpha) => alpha === 0 || alpha === 255)).toBe(true);
          for (let y = 0; y < side; y += 1) {
            for (let x = 0; x < side; x += 1) {
              const isMargin = Math.min(x, y, side - 1 - x, side - 1 - y) < marginPx;
              if (isMargin && drawn.rgba[(y * side + x) * 4 + 3] !== 0)
                throw new Error(`margin of ${positive} broken at ${x},${y}`);
            }
          }
        },
      ),
      RUNS,
    );
  });

  test("a white background is opaque white to the corners; an opaque one leaves no hole", () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        expect(count(draw(withDrawing(request, { background: "opaque" }))).alphas).toEqual(new Set([255]));
        const white = draw(withDrawing(request, { background: "white", marginPx: 1 }));
        expect(count(white).alphas).toEqual(new Set([255]));
      }),
      RUNS,
    );
    const [r, g, b, a] = draw(requestOf({ positive: "sword", drawing: { background: "white" } })).rgba;
    expect([r, g, b, a]).toEqual([255, 255, 255, 255]);
  });

  test("maxColors is never exceeded, background included", () => {
    fc.assert(
      fc.property(
        anyRequest,
        fc.integer({ min: 2, max: 24 }),
        fc.constantFrom("transparent" as const, "white" as const, "opaque" as const),
        (request, maxColors, background) => {
          expect(count(draw(withDrawing(request, { maxColors, background }))).colours.size).toBeLessThanOrEqual(maxColors);
        },
      ),
      RUNS,
    );
  });

  test("with four or more palette colours, every pixel has one of them", () => {
    const palette = ["#1a1c2c", "#5d275d", "#b13e53", "#ef7d57", "#ffcd75", "#38b764", "#257179"];
    const allowed = new Set(palette.map((hex) => Number.parseInt(hex.slice(1), 16)));
    fc.assert(
      fc.property(anyRequest, (request) => {
        for (const colour of count(draw(withDrawing(request, { palette }))).colours) expect(allowed.has(colour)).toBe(true);
      }),
      RUNS,
    );
  });

  test("with fewer palette colours, only their own ramps are added", () => {
    const { colours } = count(draw(requestOf({ positive: "slime", drawing: { palette: ["#38b764"] } })));
    expect(colours.size).toBeGreaterThan(3);
    expect(colours.size).toBeLessThanOrEqual(7);
  });

  test.each(["grass", "stone", "water", "sand", "wood", "lava", "snow", "brick", "ice", "dirt"])(
    "%s repeats without a seam",
    (terrain) => {
      const { rgba } = draw(
        requestOf({ positive: terrain, drawing: { assetType: "terrain", tileable: true, background: "opaque" } }),
      );
      const at = (x: number, y: number): number[] => [0, 1, 2].map((byte) => rgba[(y * 64 + x) * 4 + byte] ?? 0);
      const step = (a: number[], b: number[]): number =>
        a.reduce((sum, value, byte) => sum + Math.abs(value - (b[byte] ?? 0)), 0);
      const across = (x: number): number =>
        Array.from({ length: 64 }, (_, y) => step(at(x, y), at((x + 1) % 64, y))).reduce((sum, value) => sum + value, 0);
      const down = (y: number): number =>
        Array.from({ length: 64 }, (_, x) => step(at(x, y), at(x, (y + 1) % 64))).reduce((sum, value) => sum + value, 0);
      for (const line of [across, down]) {
        const inside = Array.from({ length: 63 }, (_, index) => line(index));
        expect(line(63)).toBeLessThanOrEqual(Math.max(...inside) + 1);
      }
    },
  );

  test("adjoining edge tiles continue each other along their common side", () => {
    const [edge, corner] = drawSet(
      { positive: "grass", width: 32, height: 32, drawing: { assetType: "terrain", kind: "tileset" } },
      "tile",
      ["edge-n", "corner-nw"],
    );
    const column = (drawn: Drawn | undefined, x: number): string =>
      Array.from({ length: 32 }, (_, y) => drawn?.rgba.slice((y * 32 + x) * 4, (y * 32 + x) * 4 + 4).join(",")).join(";");
    // What the edge tile meets at its left is the corner tile's last column, as its own last column would be.
    const differing = column(edge, 31)
      .split(";")
      .filter((pixel, y) => pixel !== column(corner, 31).split(";")[y]).length;
    expect(differing).toBeLessThanOrEqual(6);
  });
});

describe("style and family", () => {
  test("two checkpoint families draw one subject in two styles", () => {
    for (const positive of ["slime", "sword", "portrait", "tree", "button"]) {
      const [first, second] = ["copax", "pony"].map((family) => draw(requestOf({ family, positive })));
      if (first === undefined || second === undefined) throw new Error("not drawn");
      expect(differencePct(first, second)).toBeGreaterThan(15);
      if (positive !== "button") expect(count(first).colours.size).toBeGreaterThan(count(second).colours.size);
    }
  });

  test("an unknown family has a style of its own, always the same", () => {
    const styles = ["copax", "pony", "alpha", "beta", "gamma"].map((family) =>
      sha(draw(requestOf({ family, positive: "golem" }))),
    );
    expect(new Set(styles).size).toBe(5);
  });

  test("a LoRA moves the style a little, and more with more weight", () => {
    const [plain, light, strong] = [0, 0.4, 1.2].map((weight) =>
      draw(requestOf({ positive: "potion", stack: weight === 0 ? [] : [{ sha256: "e1".repeat(32), weight }] })),
    );
    if (plain === undefined || light === undefined || strong === undefined) throw new Error("not drawn");
    const shift = (a: Drawn, b: Drawn): number => a.rgba.reduce((sum, value, at) => sum + Math.abs(value - (b.rgba[at] ?? 0)), 0);
    expect(shift(plain, light)).toBeGreaterThan(0);
    expect(shift(plain, strong)).toBeGreaterThan(shift(plain, light));
  });

  test("assets of one entity share their hues, whatever the take", () => {
    const hueOf = (drawn: Drawn): ReadonlySet<number> => {
      const hues = new Set<number>();
      for (const colour of count(drawn).colours) {
        const [r, g, b] = [colour >> 16, (colour >> 8) & 255, colour & 255];
        const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
        if (most - least < 70) continue;
        const sector =
          most === r ? (g - b) / (most - least) : most === g ? 2 + (b - r) / (most - least) : 4 + (r - g) / (most - least);
        hues.add(Math.round(((sector + 6) % 6) * 2));
      }
      return hues;
    };
    for (const familySeed of [3, 17, 40]) {
      const drawing = { familySeed };
      const shield = hueOf(
        draw(requestOf({ takeSeed: 1, positive: "round shield", drawing: { ...drawing, assetType: "ui_icon" } })),
      );
      const slime = hueOf(draw(requestOf({ takeSeed: 2, positive: "slime", drawing: { ...drawing, assetType: "creature" } })));
      expect([...slime].some((hue) => shield.has(hue))).toBe(true);
    }
  });

  test("colour and element words colour the subject; negative words take them away", () => {
    const meanOf = (drawn: Drawn, byte: number): number => {
      let sum = 0;
      for (let at = 0; at < drawn.rgba.length; at += 4) if (drawn.rgba[at + 3] === 255) sum += drawn.rgba[at + byte] ?? 0;
      return sum / count(drawn).filled;
    };
    const redSlime = draw(requestOf({ positive: "red slime" }));
    const blueSlime = draw(requestOf({ positive: "blue slime" }));
    expect(meanOf(redSlime, 0)).toBeGreaterThan(meanOf(redSlime, 2) + 40);
    expect(meanOf(blueSlime, 2)).toBeGreaterThan(meanOf(blueSlime, 0) + 40);
    expect(sha(draw(requestOf({ positive: "red slime", negative: "red" })))).toBe(sha(draw(requestOf({ positive: "slime" }))));
  });

  test("asset type decides before tags, tags before the prompt", () => {
    const sword = sha(draw(requestOf({ positive: "sword", drawing: { assetType: "ui_icon" } })));
    const told = draw(requestOf({ positive: "a chest with a sword", drawing: { assetType: "ui_icon", tags: ["item:sword"] } }));
    expect(count(told).filled).toBe(
      count(draw(requestOf({ positive: "sword", drawing: { assetType: "ui_icon", tags: ["item:sword"] } }))).filled,
    );
    expect(sha(draw(requestOf({ positive: "sword", drawing: { assetType: "portrait" } })))).not.toBe(sword);
  });
});

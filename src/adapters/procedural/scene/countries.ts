import { div, mix3, sin256 } from "../integers.ts";
import { RAMPS } from "../ramps.ts";
import { dot } from "../sketch.ts";
import { chain, ellipse, limb, poly, stroke } from "../shapes.ts";
import { inAir, paintRidge, ridgeRow, type Stage } from "./layers.ts";
import { paintCactus, paintCastle, paintHouse, paintPine, paintRoundTree } from "./things.ts";

import { columns, paintMountains, paintTufts, ridgeOf, rows, type PlacePainter } from "./land.ts";

export const paintHills: PlacePainter = (stage, brief) => {
  paintMountains(stage);
  const far = ridgeOf(stage, { ramp: RAMPS.leafm, top: 52, base: 70, salt: 13, veil: 70 });
  paintRidge(stage, far);
  for (let tree = 0; tree < 14; tree += 1) {
    const x = mix3(tree, 14, stage.salt) % stage.sketch.width;
    paintRoundTree(stage, { x, y: ridgeRow(stage, far, x) + 1, size: rows(stage, 7), veil: 70 });
  }
  const middle = ridgeOf(stage, { ramp: RAMPS.grass, top: 62, base: 80, salt: 15, veil: 20 });
  paintRidge(stage, middle);
  for (let tree = 0; tree < 5; tree += 1) {
    const x = mix3(tree, 16, stage.salt) % stage.sketch.width;
    paintRoundTree(stage, { x, y: ridgeRow(stage, middle, x) + 1, size: rows(stage, 16), veil: 20 });
  }
  const near = ridgeOf(stage, { ramp: RAMPS.grass, top: 80, base: 92, salt: 17, veil: 0 });
  paintRidge(stage, near);
  paintTufts(stage, near.ramp, inAir(stage, brief.scheme.accent, 0));
};

interface Stand {
  readonly size: number;
  readonly veil: number;
  readonly base: number;
  readonly count: number;
}

const STANDS: readonly Stand[] = [
  { size: 34, veil: 150, base: 62, count: 18 },
  { size: 46, veil: 95, base: 70, count: 11 },
  { size: 62, veil: 40, base: 80, count: 6 },
];

/** Trunks at both sides and leaves above: the frame through which one looks into the wood. */
function paintNearTrees(stage: Stage): void {
  const { sketch, salt } = stage;
  const bark = inAir(stage, RAMPS.darkwood, 0);
  const leaves = inAir(stage, RAMPS.leafm, 0);
  const thick = Math.max(3, columns(stage, 4));
  for (const [x, lean] of [
    [columns(stage, 5), 1],
    [columns(stage, 94), -1],
  ] as const) {
    chain(
      sketch,
      [
        [x, rows(stage, 98), thick + 3],
        [x + lean * 2, rows(stage, 50), thick - 1],
        [x + lean * 5, -4, thick],
      ],
      { ramp: bark },
    );
    limb(sketch, [x + lean * 3, rows(stage, 34), div(thick, 2), x + lean * columns(stage, 13), rows(stage, 16), 1], {
      ramp: bark,
    });
  }
  const clumps = 15;
  for (let clump = 0; clump < clumps; clump += 1) {
    const hash = mix3(clump, 37, salt);
    const x = div(clump * sketch.width, clumps - 1);
    const fromEdge = Math.min(clump, clumps - 1 - clump);
    const y = rows(stage, 10) - fromEdge * 2 + (hash % 6);
    const radius = rows(stage, 13) - fromEdge + ((hash >>> 8) % 4);
    ellipse(sketch, [x, y, radius + 3, radius], { ramp: leaves, bias: -20 - fromEdge * 6 });
  }
}

export const paintForest: PlacePainter = (stage, brief) => {
  const { sketch, salt } = stage;
  STANDS.forEach(({ size, veil, base, count }, layer) => {
    paintRidge(stage, ridgeOf(stage, { ramp: RAMPS.leafm, top: base - 4, base: base + 4, salt: 30 + layer, veil }));
    for (let tree = 0; tree < count; tree += 1) {
      const x = div((2 * tree + 1) * sketch.width, 2 * count) + (mix3(tree, layer, salt) % 9) - 4;
      const isPath = layer > 0 && Math.abs(2 * x - sketch.width) * 5 < sketch.width * layer;
      const spot = { x, y: rows(stage, base + 2), size: rows(stage, size) - (mix3(tree, layer + 5, salt) % 9), veil };
      if (isPath) continue;
      if (mix3(tree, layer, salt + 3) % 3 > 0) paintPine(stage, spot);
      else paintRoundTree(stage, spot);
    }
  });
  const ground = ridgeOf(stage, { ramp: RAMPS.grass, top: 80, base: 86, salt: 36, veil: 0 });
  paintRidge(stage, ground);
  const path = inAir(stage, RAMPS.sand, 30);
  const middle = columns(stage, 50);
  poly(
    sketch,
    [
      [middle - 3, rows(stage, 82)],
      [middle + 4, rows(stage, 82)],
      [middle + columns(stage, 17), sketch.height],
      [middle - columns(stage, 12), sketch.height],
    ],
    { ramp: path, tone: 3 },
  );
  paintTufts(stage, ground.ramp, inAir(stage, brief.scheme.accent, 0));
  paintNearTrees(stage);
};

export const paintTown: PlacePainter = (stage) => {
  const { sketch, salt } = stage;
  paintMountains(stage);
  for (const [layer, size, veil, base] of [
    [0, 24, 90, 72],
    [1, 34, 40, 82],
    [2, 46, 0, 94],
  ] as const) {
    const step = rows(stage, size) * 7;
    for (let x = -4, house = 0; x < sketch.width; x += div(step, 10) + 2, house += 1) {
      const tall = rows(stage, size) + (mix3(house, layer, salt) % Math.max(1, rows(stage, 12)));
      paintHouse(stage, { x, y: rows(stage, base), size: tall, veil }, house * 7 + layer + salt);
    }
  }
  const street = inAir(stage, RAMPS.stone, 0);
  for (let y = rows(stage, 94); y < sketch.height; y += 1) {
    for (let x = 0; x < sketch.width; x += 1)
      dot(sketch, [x, y], {
        ramp: street,
        tone: y === rows(stage, 94) ? 4 : (x + div(y, 2) * 3) % 7 === 0 || y % 3 === 0 ? 2 : 3,
      });
  }
};

export const paintCastleHill: PlacePainter = (stage, brief) => {
  paintMountains(stage);
  const hill = ridgeOf(stage, { ramp: RAMPS.leafm, top: 58, base: 74, salt: 51, veil: 40 });
  paintRidge(stage, hill);
  const x = columns(stage, 58);
  paintCastle(stage, { x, y: ridgeRow(stage, hill, x) + 3, size: rows(stage, 52), veil: 24 });
  const near = ridgeOf(stage, { ramp: RAMPS.grass, top: 76, base: 92, salt: 52, veil: 0 });
  paintRidge(stage, near);
  for (let tree = 0; tree < 6; tree += 1) {
    const at = mix3(tree, 53, stage.salt) % stage.sketch.width;
    paintPine(stage, { x: at, y: ridgeRow(stage, near, at) + 2, size: rows(stage, 24), veil: 0 });
  }
  paintTufts(stage, near.ramp, inAir(stage, brief.scheme.accent, 0));
};

export const paintDesert: PlacePainter = (stage) => {
  const far = ridgeOf(stage, { ramp: RAMPS.clay, top: 40, base: 64, salt: 61, veil: 120, rough: 110 });
  paintRidge(stage, far);
  const { sketch } = stage;
  const [px, py, size] = [columns(stage, 66), rows(stage, 68), rows(stage, 34)];
  const stone = inAir(stage, RAMPS.sand, 40);
  const pyramid = poly(
    sketch,
    [
      [px, py - size],
      [px + size, py],
      [px - size, py],
    ],
    { ramp: stone, tone: 2 },
  );
  poly(
    sketch,
    [
      [px, py - size],
      [px + div(size, 4), py],
      [px - size, py],
    ],
    { ramp: stone, tone: 4, on: pyramid },
  );
  for (const [top, base, salt, veil] of [
    [60, 74, 62, 50],
    [70, 84, 63, 20],
    [82, 95, 64, 0],
  ] as const)
    paintRidge(stage, ridgeOf(stage, { ramp: RAMPS.sand, top, base, salt, veil }));
  paintCactus(stage, { x: columns(stage, 18), y: rows(stage, 90), size: rows(stage, 24), veil: 0 });
  paintCactus(stage, { x: columns(stage, 84), y: rows(stage, 84), size: rows(stage, 16), veil: 20 });
};

export const paintSnowland: PlacePainter = (stage) => {
  paintMountains(stage, RAMPS.slate, RAMPS.snow);
  for (const [top, base, salt, veil, size] of [
    [58, 70, 71, 60, 14],
    [68, 82, 72, 26, 22],
    [80, 93, 73, 0, 34],
  ] as const) {
    const ridge = ridgeOf(stage, { ramp: RAMPS.snow, top, base, salt, veil });
    paintRidge(stage, ridge);
    for (let tree = 0; tree < 5; tree += 1) {
      const x = mix3(tree, salt, stage.salt) % stage.sketch.width;
      paintPine(
        stage,
        { x, y: ridgeRow(stage, ridge, x) + 2, size: rows(stage, size), veil },
        tree % 2 === 0 ? RAMPS.leafm : RAMPS.ice,
      );
    }
  }
  for (let flake = 0; flake < 60; flake += 1) {
    const hash = mix3(flake, 74, stage.salt);
    const y = ((hash >>> 10) + div(stage.angle * stage.sketch.height, 256)) % stage.sketch.height;
    dot(stage.sketch, [hash % stage.sketch.width, y], { ramp: RAMPS.snow, tone: 6 });
  }
};

export const paintVolcano: PlacePainter = (stage) => {
  const { sketch, salt } = stage;
  paintRidge(stage, ridgeOf(stage, { ramp: RAMPS.obsidian, top: 34, base: 66, salt: 91, veil: 60, rough: 150 }));
  const [x, top, base] = [columns(stage, 50), rows(stage, 24), rows(stage, 76)];
  const half = rows(stage, 60);
  const cone = poly(
    sketch,
    [
      [x - 9, top],
      [x + 9, top],
      [x + half, base],
      [x - half, base],
    ],
    { ramp: RAMPS.obsidian, tone: 2 },
  );
  poly(
    sketch,
    [
      [x - 9, top],
      [x - 2, top],
      [x - div(half, 4), base],
      [x - half, base],
    ],
    { ramp: RAMPS.obsidian, tone: 4, on: cone },
  );
  for (const lean of [-18, 2, 24]) {
    const path = [0, 1, 2, 3, 4].map((step): readonly [number, number] => [
      x + div(lean * step, 3) + (mix3(step, lean + 50, salt) % 5) - 2,
      top + div(step * (base - top), 4),
    ]);
    stroke(sketch, path, { ramp: RAMPS.lava, tone: 4 });
    stroke(
      sketch,
      path.map(([px, py]) => [px + 1, py] as const),
      { ramp: RAMPS.lava, tone: 3 },
    );
  }
  ellipse(sketch, [x, top, 9, 2], { ramp: RAMPS.lava, tone: 5 });
  for (let spark = 0; spark < 26; spark += 1) {
    const hash = mix3(spark, 92, salt);
    const rise = ((hash >>> 8) + div(stage.angle * top, 256)) % Math.max(1, top);
    dot(sketch, [x - 12 + (hash % 25) + (sin256(rise * 9 + spark * 30) >> 6), top - rise], {
      ramp: RAMPS.fire,
      tone: 3 + (hash % 3),
    });
  }
  paintRidge(stage, ridgeOf(stage, { ramp: RAMPS.obsidian, top: 76, base: 92, salt: 93, veil: 0, rough: 110 }));
};

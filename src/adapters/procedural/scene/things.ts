import { div, mix3, sin256 } from "../integers.ts";
import { pairs, triples } from "../points.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { dot } from "../sketch.ts";
import { box, chain, ellipse, limb, poly, stroke } from "../shapes.ts";
import { inAir, type Stage } from "./layers.ts";

/** A place to stand a thing on: foot in cells, height in cells. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly veil: number;
}

export function paintPine(stage: Stage, { x, y, size, veil }: Spot, ramp: Ramp = RAMPS.leafm): void {
  const { sketch } = stage;
  const leaves = inAir(stage, ramp, veil);
  box(sketch, [x - Math.max(1, div(size, 14)), y - div(size, 5), Math.max(1, div(size, 7)), div(size, 5) + 1], {
    ramp: inAir(stage, RAMPS.wood, veil),
    tone: 2,
  });
  for (const [from, to, half] of triples("55,14,30 78,38,24 100,62,17")) {
    const [top, bottom, wide] = [y - div(size * from, 100), y - div(size * to, 100), div(size * half, 100)];
    const part = poly(
      sketch,
      [
        [x, top],
        [x + wide, bottom],
        [x - wide, bottom],
      ],
      { ramp: leaves, tone: 2 },
    );
    poly(
      sketch,
      [
        [x, top],
        [x, bottom],
        [x - wide, bottom],
      ],
      { ramp: leaves, tone: 3, on: part },
    );
    stroke(
      sketch,
      [
        [x, top],
        [x - wide + 1, bottom - 1],
      ],
      { ramp: leaves, tone: 4, on: part },
    );
  }
}

export function paintRoundTree(stage: Stage, { x, y, size, veil }: Spot, ramp: Ramp = RAMPS.leafm): void {
  const { sketch } = stage;
  const leaves = inAir(stage, ramp, veil);
  limb(sketch, [x, y, Math.max(1, div(size, 12)), x, y - div(size, 2), Math.max(1, div(size, 14))], {
    ramp: inAir(stage, RAMPS.wood, veil),
  });
  const r = div(size * 26, 100);
  for (const [dx, dy] of pairs("-60,-48 60,-48 0,-42 -34,-74 36,-72 0,-88")) {
    ellipse(sketch, [x + div(dx * size, 220), y - div(-dy * size, 100), r, div(r * 9, 10)], { ramp: leaves });
  }
}

export function paintPalm(stage: Stage, { x, y, size, veil }: Spot): void {
  const { sketch } = stage;
  const leaves = inAir(stage, RAMPS.leafm, veil);
  const top: readonly [number, number] = [x + div(size, 5), y - size];
  chain(
    sketch,
    [
      [x, y, Math.max(1, div(size, 14))],
      [x + div(size, 12), y - div(size, 2), Math.max(1, div(size, 18))],
      [top[0], top[1], 1],
    ],
    { ramp: inAir(stage, RAMPS.wood, veil) },
  );
  for (const [dx, dy] of pairs("-45,0 -35,26 45,0 36,28 -18,-22 22,-20")) {
    chain(
      sketch,
      [
        [top[0], top[1], Math.max(1, div(size, 22))],
        [top[0] + div(dx * size, 130), top[1] + div((dy - 14) * size, 130), Math.max(1, div(size, 16))],
        [top[0] + div(dx * size, 90), top[1] + div((dy + 16) * size, 90), 1],
      ],
      { ramp: leaves },
    );
  }
}

export function paintHouse(stage: Stage, { x, y, size, veil }: Spot, salt: number): void {
  const { sketch, light } = stage;
  const walls = inAir(
    stage,
    [RAMPS.cloth, RAMPS.clay, RAMPS.paper, RAMPS.oak, RAMPS.stone][mix3(salt, 1, 7) % 5] ?? RAMPS.cloth,
    veil,
  );
  const roof = inAir(stage, [RAMPS.brick, RAMPS.slate, RAMPS.clay, RAMPS.wood][mix3(salt, 2, 7) % 4] ?? RAMPS.brick, veil);
  const wide = div(size * (60 + (mix3(salt, 3, 7) % 30)), 100);
  const tall = div(size * 3, 5);
  box(sketch, [x, y - tall, wide, tall], { ramp: walls, tone: 3 });
  box(sketch, [x, y - tall, Math.max(1, div(wide, 8)), tall], { ramp: walls, tone: 4 });
  box(sketch, [x + wide - Math.max(1, div(wide, 5)), y - tall, Math.max(1, div(wide, 5)), tall], { ramp: walls, tone: 2 });
  const eave = y - tall + 1;
  const part = poly(
    sketch,
    [
      [x - 2, eave],
      [x + div(wide, 2), y - size],
      [x + wide + 2, eave],
    ],
    { ramp: roof, tone: 2 },
  );
  poly(
    sketch,
    [
      [x - 2, eave],
      [x + div(wide, 2), y - size],
      [x + div(wide, 2), eave],
    ],
    { ramp: roof, tone: 3, on: part },
  );
  stroke(
    sketch,
    [
      [x - 2, eave - 1],
      [x + div(wide, 2), y - size],
    ],
    { ramp: roof, tone: 5, on: part },
  );
  const isLit = light.name === "night" || light.name === "sunset" || light.name === "storm";
  const pane = isLit ? { ramp: RAMPS.gold, tone: 5 } : { ramp: inAir(stage, RAMPS.slate, veil), tone: 1 };
  for (let row = 0; row < Math.max(1, div(tall, 9)); row += 1) {
    for (const column of [div(wide, 4), div(wide * 5, 8)]) {
      if (mix3(salt, row * 3 + column, 9) % 4 !== 0)
        box(sketch, [x + column, y - tall + 3 + row * 8, Math.max(2, div(wide, 6)), 3], pane);
    }
  }
  box(sketch, [x + div(wide, 2) - 1, y - Math.max(3, div(tall, 4)), Math.max(2, div(wide, 6)), Math.max(3, div(tall, 4))], {
    ramp: inAir(stage, RAMPS.darkwood, veil),
    tone: 2,
  });
}

export function paintShip(stage: Stage, { x, y, size, veil }: Spot, sail: Ramp): void {
  const { sketch, angle } = stage;
  const hull = inAir(stage, RAMPS.wood, veil);
  const canvas = inAir(stage, sail, veil);
  const at = y + (sin256(angle + x * 9) > 0 ? 1 : 0);
  const part = poly(
    sketch,
    [
      [x - div(size, 2), at - div(size, 7)],
      [x + div(size * 3, 5), at - div(size, 5)],
      [x + div(size * 2, 5), at + 2],
      [x - div(size * 2, 5), at + 2],
    ],
    { ramp: hull, tone: 2 },
  );
  stroke(
    sketch,
    [
      [x - div(size, 2), at - div(size, 7)],
      [x + div(size * 3, 5), at - div(size, 5)],
    ],
    { ramp: hull, tone: 4, on: part },
  );
  for (const [dx, tall] of pairs("-16,85 16,100")) {
    const mast = x + div(dx * size, 100);
    const top = at - div(tall * size, 100);
    stroke(
      sketch,
      [
        [mast, top],
        [mast, at - div(size, 7)],
      ],
      { ramp: hull, tone: 1 },
    );
    for (const [from, to, wide] of triples("8,38,15 42,76,19")) {
      const [upper, lower, half] = [top + div(from * size, 110), top + div(to * size, 110), div(wide * size, 100)];
      const sheet = poly(
        sketch,
        [
          [mast - half, upper],
          [mast + half - 1, upper],
          [mast + half + 1, lower],
          [mast - half - 1, lower],
        ],
        { ramp: canvas, tone: 4 },
      );
      box(sketch, [mast + div(half, 3), upper, half, lower - upper + 1], { ramp: canvas, tone: 3, on: sheet });
      box(sketch, [mast - half - 1, lower - 1, half * 2 + 3, 1], { ramp: canvas, tone: 2, on: sheet });
    }
    dot(sketch, [mast + 1, top], { ramp: RAMPS.brick, tone: 3 });
    dot(sketch, [mast + 2, top], { ramp: RAMPS.brick, tone: 3 });
  }
}

export function paintLighthouse(stage: Stage, { x, y, size, veil }: Spot): void {
  const { sketch } = stage;
  const white = inAir(stage, RAMPS.white, veil);
  const red = inAir(stage, RAMPS.brick, veil);
  const half = Math.max(2, div(size, 9));
  for (let band = 0; band < 5; band += 1) {
    const top = y - div(size * (5 - band) * 16, 100);
    const grow = div(band, 2);
    const ramp = band % 2 === 0 ? white : red;
    box(sketch, [x - half - grow + 1, top, 2 * (half + grow) - 2, div(size * 16, 100) + 1], { ramp, tone: 3 });
    box(sketch, [x - half - grow + 1, top, Math.max(1, div(half, 2)), div(size * 16, 100) + 1], { ramp, tone: 5 });
    box(sketch, [x + half + grow - 1 - Math.max(1, div(half, 2)), top, Math.max(1, div(half, 2)), div(size * 16, 100) + 1], {
      ramp,
      tone: 2,
    });
  }
  const lamp = y - div(size * 80, 100);
  box(sketch, [x - half, lamp - 4, 2 * half, 4], { ramp: RAMPS.gold, tone: 5 });
  poly(
    sketch,
    [
      [x - half - 1, lamp - 4],
      [x, lamp - 9],
      [x + half + 1, lamp - 4],
    ],
    { ramp: red, tone: 2 },
  );
}

export function paintCastle(stage: Stage, { x, y, size, veil }: Spot): void {
  const { sketch, light } = stage;
  const walls = inAir(stage, RAMPS.stone, veil);
  const roof = inAir(stage, RAMPS.hairred, veil);
  const tower = (dx: number, wide: number, tall: number): void => {
    const left = x + div(dx * size, 100);
    const [w, h] = [Math.max(3, div(wide * size, 100)), div(tall * size, 100)];
    box(sketch, [left, y - h, w, h], { ramp: walls, tone: 3 });
    box(sketch, [left, y - h, Math.max(1, div(w, 4)), h], { ramp: walls, tone: 4 });
    box(sketch, [left + w - Math.max(1, div(w, 3)), y - h, Math.max(1, div(w, 3)), h], { ramp: walls, tone: 2 });
    const spire = poly(
      sketch,
      [
        [left - 1, y - h],
        [left + div(w, 2), y - h - w - 3],
        [left + w + 1, y - h],
      ],
      { ramp: roof, tone: 2 },
    );
    poly(
      sketch,
      [
        [left - 1, y - h],
        [left + div(w, 2), y - h - w - 3],
        [left + div(w, 2), y - h],
      ],
      { ramp: roof, tone: 3, on: spire },
    );
    const lit = light.name !== "day" && light.name !== "dawn";
    box(sketch, [left + div(w, 2), y - h + 3, 1, 3], lit ? { ramp: RAMPS.gold, tone: 5 } : { ramp: walls, tone: 0 });
  };
  tower(-16, 30, 62);
  tower(-44, 16, 44);
  tower(30, 16, 50);
  box(sketch, [x - div(size, 2), y - div(size, 4), size, div(size, 4)], { ramp: walls, tone: 3 });
  for (let column = 0; column < size; column += 4)
    box(sketch, [x - div(size, 2) + column, y - div(size, 4) - 2, 2, 2], { ramp: walls, tone: 4 });
  box(sketch, [x - div(size, 2), y - div(size, 4), size, 1], { ramp: walls, tone: 5 });
  tower(-56, 14, 36);
  tower(42, 14, 36);
  ellipse(sketch, [x, y - 2, Math.max(2, div(size, 12)), Math.max(3, div(size, 8))], { ramp: RAMPS.darkwood, tone: 1 });
}

export function paintCactus(stage: Stage, { x, y, size, veil }: Spot): void {
  const ramp = inAir(stage, RAMPS.leafm, veil);
  const r = Math.max(1, div(size, 9));
  limb(stage.sketch, [x, y, r, x, y - size, r], { ramp });
  chain(
    stage.sketch,
    [
      [x, y - div(size, 3), r - 1],
      [x - div(size, 3), y - div(size, 3), r - 1],
      [x - div(size, 3), y - div(size * 2, 3), r - 1],
    ],
    { ramp },
  );
  chain(
    stage.sketch,
    [
      [x, y - div(size, 2), r - 1],
      [x + div(size, 3), y - div(size, 2), r - 1],
      [x + div(size, 3), y - div(size * 4, 5), r - 1],
    ],
    { ramp },
  );
}

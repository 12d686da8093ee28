import { div, sin256, wrap } from "../integers.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { calmOnce, eachCell, noise, openSwatch, put, scatter, stampTones, stoneAt, type Ground, type Swatch } from "./swatch.ts";

/** Paints one kind of ground. */
export type GroundPainter = (ground: Ground) => Swatch;

const TUFTS: readonly (readonly string[])[] = [
  ["4.4", "343", ".2."],
  ["5.4", "4.4", "232"],
  [".4.", "434"],
  ["4..4", "34.4", ".232"],
];

function meadow(ramp: Ramp): GroundPainter {
  return (ground) => {
    const soft = calmOnce(ramp);
    const swatch = openSwatch(ground, soft, 3);
    eachCell(ground, (x, y) => {
      const height = noise(ground, [x, y], { knots: 3, salt: 1 }) + (noise(ground, [x, y], { knots: 9, salt: 2 }) >> 2);
      if (height > 192) put(swatch, [x, y], { ramp: soft, tone: 4 });
      else if (height < 106) put(swatch, [x, y], { ramp: soft, tone: 2 });
    });
    for (const spot of scatter(ground, 7, 3)) {
      const rows = TUFTS[spot.hash % TUFTS.length] ?? [];
      stampTones(swatch, [spot.x, spot.y], { rows, ramp: spot.hash % 3 === 0 ? ramp : soft });
    }
    return swatch;
  };
}

const PEBBLES: readonly (readonly string[])[] = [
  ["44", "32"],
  [".4.", "432", ".1."],
  ["5", "2"],
  ["443", "221"],
];

function earth(ramp: Ramp, pebbles: Ramp): GroundPainter {
  return (ground) => {
    const soft = calmOnce(ramp);
    const swatch = openSwatch(ground, soft, 3);
    eachCell(ground, (x, y) => {
      const height = noise(ground, [x, y], { knots: 4, salt: 1 }) + (noise(ground, [x, y], { knots: 12, salt: 2 }) >> 2);
      if (height > 200) put(swatch, [x, y], { ramp: soft, tone: 4 });
      else if (height < 104) put(swatch, [x, y], { ramp: soft, tone: 2 });
    });
    for (const spot of scatter(ground, 9, 3)) {
      const rows = PEBBLES[spot.hash % PEBBLES.length] ?? [];
      stampTones(swatch, [spot.x, spot.y], { rows, ramp: spot.hash % 4 === 0 ? pebbles : soft });
    }
    return swatch;
  };
}

function dunes(ramp: Ramp, waves: number): GroundPainter {
  return (ground) => {
    const soft = calmOnce(ramp);
    const swatch = openSwatch(ground, soft, 3);
    eachCell(ground, (x, y) => {
      const bend = noise(ground, [x, y], { knots: 3, salt: 1 });
      const crest = sin256(div(y * waves * 256, ground.height) + bend + (sin256(div(x * 256, ground.width)) >> 3));
      if (crest > 214) put(swatch, [x, y], { ramp: soft, tone: 5 });
      else if (crest > 150) put(swatch, [x, y], { ramp: soft, tone: 4 });
      else if (crest < -226) put(swatch, [x, y], { ramp: soft, tone: 2 });
    });
    for (const spot of scatter(ground, 14, 3)) put(swatch, [spot.x, spot.y], { ramp: soft, tone: spot.hash % 2 === 0 ? 6 : 2 });
    return swatch;
  };
}

function waves(ramp: Ramp): GroundPainter {
  return (ground) => {
    const swatch = openSwatch(ground, ramp, 3);
    const drift = div(ground.angle * ground.width, 256);
    eachCell(ground, (x, y) => {
      const depth = noise(ground, [x, y], { knots: 3, salt: 1 });
      if (depth < 92) put(swatch, [x, y], { ramp: calmOnce(ramp), tone: 2 });
    });
    for (const spot of scatter(ground, 9, 3)) {
      const length = 3 + (spot.hash % 5);
      const lift = sin256(ground.angle + (spot.hash & 255)) >> 7;
      for (let step = 0; step < length; step += 1) {
        const arch = step === 0 || step === length - 1 ? 1 : 0;
        const x = spot.x + step + drift;
        put(swatch, [x, spot.y + arch + lift], { ramp, tone: spot.hash % 4 === 0 && arch === 0 ? 5 : 4 });
        if (arch === 0) put(swatch, [x, spot.y + 1 + lift], { ramp: calmOnce(ramp), tone: 2 });
      }
    }
    return swatch;
  };
}

/** Tone of a rounded stone by its nearest border and the side the light comes from. */
function stoneTone(border: number, lean: number): number {
  if (border < 18) return 1;
  if (lean < -1 && border < 56) return 4;
  if (lean > 1 && border < 50) return 2;
  return 3;
}

function cobbles(ramp: Ramp, pitch: number): GroundPainter {
  return (ground) => {
    const soft = calmOnce(ramp);
    const swatch = openSwatch(ground, soft, 3);
    const spots = scatter(ground, pitch, 5);
    eachCell(ground, (x, y) => {
      const place = stoneAt(ground, spots, [x, y]);
      const tone = stoneTone(place.border, place.dx + place.dy);
      const shade = tone === 3 && place.spot.hash % 4 === 0 ? 1 : 0;
      put(swatch, [x, y], { ramp: tone === 1 ? ramp : soft, tone: tone - shade });
    });
    for (const spot of spots) {
      if (spot.hash % 3 === 0) put(swatch, [spot.x + 1, spot.y + 1], { ramp: soft, tone: 2 });
      if (spot.hash % 3 === 1) put(swatch, [spot.x - 1, spot.y - 1], { ramp: soft, tone: 5 });
    }
    return swatch;
  };
}

/** A wall or floor of equal blocks: `rows` courses, every other shifted by half. */
function courses(
  ramp: Ramp,
  plan: { readonly rows: number; readonly columns: number; readonly shift: boolean; readonly gap: number },
): GroundPainter {
  return (ground) => {
    const soft = calmOnce(ramp);
    const swatch = openSwatch(ground, soft, 3);
    eachCell(ground, (x, y) => {
      const row = div(y * plan.rows, ground.height);
      const top = y - Math.ceil((row * ground.height) / plan.rows);
      const bottom = Math.ceil(((row + 1) * ground.height) / plan.rows) - 1 - y;
      const moved = wrap(x + (plan.shift && row % 2 === 1 ? div(ground.width, 2 * plan.columns) : 0), ground.width);
      const column = div(moved * plan.columns, ground.width);
      const left = moved - Math.ceil((column * ground.width) / plan.columns);
      const right = Math.ceil(((column + 1) * ground.width) / plan.columns) - 1 - moved;
      const hash = noise(ground, [column * 7 + row * 13, row * 5], { knots: 11, salt: row * 31 + column });
      put(swatch, [x, y], {
        ramp: bottom === 0 || right === 0 ? ramp : soft,
        tone: blockTone({ top, left, bottom, right }, plan.gap, hash),
      });
    });
    return swatch;
  };
}

interface BlockEdge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

function blockTone(edge: BlockEdge, gap: number, hash: number): number {
  if (edge.bottom < gap || edge.right < gap) return 1;
  if (edge.top === 0 || edge.left === 0) return hash > 90 ? 5 : 4;
  if (edge.bottom === gap || edge.right === gap) return 2;
  return hash > 170 ? 4 : 3;
}

function planks(ramp: Ramp): GroundPainter {
  return (ground) => {
    const soft = calmOnce(ramp);
    const swatch = openSwatch(ground, soft, 3);
    const boards = Math.max(2, div(ground.height, 9));
    eachCell(ground, (x, y) => {
      const board = div(y * boards, ground.height);
      const top = Math.ceil((board * ground.height) / boards);
      const last = Math.ceil(((board + 1) * ground.height) / boards) - 1;
      const seam = noise(ground, [board * 17, 0], { knots: 8, salt: board }) % ground.width;
      const grain = noise(ground, [x, y * 5], { knots: 4, salt: board * 7 });
      let tone = grain > 165 ? 4 : grain < 84 ? 2 : 3;
      if (y === last || x === seam) tone = 1;
      else if (y === top || x === wrap(seam + 1, ground.width)) tone = 5;
      put(swatch, [x, y], { ramp: tone === 1 ? ramp : soft, tone });
      const nail = x === wrap(seam + 3, ground.width) || x === wrap(seam - 2, ground.width);
      if (nail && y === div(top + last, 2)) put(swatch, [x, y], { ramp, tone: 0 });
    });
    return swatch;
  };
}

function lavaField(ground: Ground): Swatch {
  const swatch = openSwatch(ground, RAMPS.lava, 1);
  const spots = scatter(ground, 13, 5);
  eachCell(ground, (x, y) => {
    const place = stoneAt(ground, spots, [x, y]);
    const pulse = sin256(ground.angle + (place.spot.hash & 127)) >> 5;
    const border = place.border + pulse + (noise(ground, [x, y], { knots: 9, salt: 4 }) >> 4);
    const lean = place.dx + place.dy;
    const crust = lean < -2 && border < 110 ? 2 : 1;
    const tone = border < 20 ? 6 : border < 36 ? 5 : border < 54 ? 4 : border < 74 ? 3 : crust;
    put(swatch, [x, y], tone <= 2 ? { ramp: RAMPS.obsidian, tone } : { ramp: RAMPS.lava, tone: tone - 1 + (tone === 6 ? 1 : 0) });
  });
  return swatch;
}

function snowField(ground: Ground): Swatch {
  const ramp = RAMPS.snow;
  const swatch = openSwatch(ground, ramp, 4);
  eachCell(ground, (x, y) => {
    const height = noise(ground, [x, y], { knots: 3, salt: 1 });
    const above = noise(ground, [x, y - 2], { knots: 3, salt: 1 });
    if (height < 112) put(swatch, [x, y], { ramp, tone: 3 });
    if (height < 112 && above >= 112) put(swatch, [x, y], { ramp: calmOnce(ramp), tone: 2 });
  });
  for (const spot of scatter(ground, 11, 3))
    stampTones(swatch, [spot.x, spot.y], { ramp, rows: spot.hash % 3 === 0 ? [".6.", "656", ".6."] : ["6"] });
  return swatch;
}

function iceSheet(ground: Ground): Swatch {
  const ramp = calmOnce(RAMPS.frost);
  const swatch = openSwatch(ground, ramp, 4);
  const period = Math.max(8, ground.width);
  eachCell(ground, (x, y) => {
    const slant = wrap(x + y + (noise(ground, [x, y], { knots: 4, salt: 2 }) >> 6), period);
    const band = div(slant * 32, period);
    if (band === 5 || band === 6 || band === 9) put(swatch, [x, y], { ramp, tone: 6 });
    else if (band > 18 && band < 24) put(swatch, [x, y], { ramp, tone: 3 });
  });
  for (const spot of scatter(ground, 20, 3))
    stampTones(swatch, [spot.x, spot.y], { ramp, rows: ["2....", ".22..", "..1..", "...22", "..2.."] });
  return swatch;
}

function plates(ramp: Ramp): GroundPainter {
  return (ground) => {
    const soft = calmOnce(ramp);
    const swatch = courses(ramp, { rows: 2, columns: 2, shift: false, gap: 1 })(ground);
    const [w, h] = [ground.width >> 1, ground.height >> 1];
    for (const [px, py] of [
      [0, 0],
      [w, 0],
      [0, h],
      [w, h],
    ] as const) {
      for (const [x, y] of [
        [3, 3],
        [w - 5, 3],
        [3, h - 5],
        [w - 5, h - 5],
      ] as const)
        stampTones(swatch, [px + x, py + y], { ramp, rows: ["52", "21"] });
      for (let line = 0; line < 3; line += 1) {
        for (let x = 0; x < w - 16; x += 1) put(swatch, [px + 8 + x, py + (h >> 1) + line * 2 - 2], { ramp: soft, tone: 2 });
      }
    }
    return swatch;
  };
}

function stars(ground: Ground): Swatch {
  const swatch = openSwatch(ground, RAMPS.night, 1);
  eachCell(ground, (x, y) => {
    const cloud = noise(ground, [x, y], { knots: 3, salt: 1 });
    if (cloud > 150) put(swatch, [x, y], { ramp: RAMPS.night, tone: 2 });
    if (cloud > 200) put(swatch, [x, y], { ramp: RAMPS.dusk, tone: 2 });
  });
  for (const spot of scatter(ground, 8, 3)) {
    const twinkle = sin256(ground.angle + (spot.hash & 255)) > 128 ? 1 : 0;
    put(swatch, [spot.x, spot.y], { ramp: RAMPS.cloud, tone: 3 + (spot.hash % 3) + twinkle });
    if (spot.hash % 9 === 0) stampTones(swatch, [spot.x - 1, spot.y - 1], { ramp: RAMPS.spirit, rows: [".4.", "464", ".4."] });
  }
  return swatch;
}

/** What is painted when no words name a ground. */
export const DEFAULT_GROUND = meadow(RAMPS.grass);

/** Every ground by the words that ask for it. */
export const GROUNDS: readonly (readonly [words: string, paint: GroundPainter])[] = [
  ["grass meadow field lawn plain", DEFAULT_GROUND],
  ["forest jungle leaf leaves nature", meadow(RAMPS.leafm)],
  ["swamp moss mossy marsh bog", meadow(RAMPS.moss)],
  ["autumn", meadow(RAMPS.foliageAutumn)],
  ["dirt earth soil mud path road trail", earth(RAMPS.dirt, RAMPS.stone)],
  ["gravel ash", earth(RAMPS.slate, RAMPS.stone)],
  ["clay", earth(RAMPS.clay, RAMPS.sand)],
  ["sand desert beach dune", dunes(RAMPS.sand, 3)],
  ["water sea ocean river lake", waves(RAMPS.water)],
  ["deepwater deep abyss", waves(RAMPS.deepwater)],
  ["poison acid toxic slime", waves(RAMPS.goblin)],
  ["lava magma fire volcanic", lavaField],
  ["stone rock cobble cobblestone pavement", cobbles(RAMPS.stone, 11)],
  ["cave cavern", cobbles(RAMPS.slate, 14)],
  ["brick bricks wall", courses(RAMPS.brick, { rows: 6, columns: 3, shift: true, gap: 1 })],
  ["dungeon castle", courses(RAMPS.slate, { rows: 4, columns: 2, shift: true, gap: 1 })],
  ["marble floor temple checker", courses(RAMPS.marble, { rows: 4, columns: 4, shift: false, gap: 1 })],
  ["wood wooden plank planks board deck crate", planks(RAMPS.wood)],
  ["snow snowy", snowField],
  ["ice icy frozen", iceSheet],
  ["metal iron steel tech", plates(RAMPS.iron)],
  ["gold golden", plates(RAMPS.gold)],
  ["space void star stars", stars],
];

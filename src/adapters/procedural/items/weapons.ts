import type { Brief } from "../brief.ts";
import { pairs, triples, type Points } from "../points.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { moved, type Sketch } from "../sketch.ts";
import { chain, ellipse, limb, poly, stroke } from "../shapes.ts";
import { findHeaviest, says } from "../words.ts";

/** Light on the two facets of a blade: the left one catches it. */
const LIT = 215;
const SHADED = 10;

/** Whether the words ask for something that glows. */
function isEnchanted(brief: Brief): boolean {
  return says(
    brief.reading,
    "glow",
    "glowing",
    "magic",
    "magical",
    "enchanted",
    "rune",
    "runic",
    "fire",
    "ember",
    "flame",
    "flaming",
    "ice",
    "frost",
    "lightning",
    "arcane",
    "holy",
    "poison",
    "element",
  );
}

/** What a blade is made of: a told element only tints the glow, never the steel. */
function bladeRamp(brief: Brief): Ramp {
  return brief.scheme.metal === RAMPS.oak ? RAMPS.steel : brief.scheme.metal;
}

interface Blade {
  /** Left edge from guard to tip, as half widths by height: `[y, half]`. */
  readonly edge: Points;
  readonly ramp: Ramp;
}

/** A two-edged blade: one facet in light, one in shade, a ridge between. */
function paintBlade(sketch: Sketch, brief: Brief, { edge, ramp }: Blade): void {
  const left: Points = edge.map(([y, half]) => [500 - half, y]);
  const right: Points = edge.map(([y, half]) => [500 + half, y]);
  const [tip, base] = [edge.at(-1)?.[0] ?? 0, edge[0]?.[0] ?? 0];
  const blade = poly(sketch, [...left, ...right.toReversed()], { ramp, flat: SHADED });
  poly(sketch, [...left, [500, tip], [500, base]], { ramp, flat: LIT, on: blade });
  const core = isEnchanted(brief) ? { ramp: brief.scheme.glow, tone: 4 } : { ramp, tone: 3 };
  poly(
    sketch,
    [
      [485, base],
      [485, tip + 150],
      [500, tip + 110],
      [515, tip + 150],
      [515, base],
    ],
    { ...core, on: blade },
  );
  if (isEnchanted(brief))
    stroke(
      sketch,
      [
        [500, base],
        [500, tip + 170],
      ],
      { ramp: brief.scheme.glow, tone: 6, on: blade },
    );
  stroke(
    sketch,
    [
      [500 - (edge[1]?.[1] ?? 0) + 14, tip + 240],
      [500 - (edge[1]?.[1] ?? 0) + 14, tip + 330],
    ],
    { ramp, tone: 6, on: blade },
  );
}

const BLADES: readonly Points[] = [
  pairs("700,62 60,62 -60,0"),
  pairs("700,52 560,62 200,92 60,82 -60,0"),
  pairs("700,70 520,50 300,72 120,62 -60,0"),
  pairs("700,84 640,58 80,66 -50,0"),
];

interface Hilt {
  readonly guard: number;
  readonly grip: number;
}

function paintHilt(sketch: Sketch, brief: Brief, { guard, grip }: Hilt): void {
  const { trim, accent, leather } = brief.scheme;
  const style = brief.traits("hilt").nextBelow(3);
  const handle = limb(sketch, [500, 730, 36, 500, 730 + grip, 34], { ramp: leather });
  for (let y = 770; y < 720 + grip; y += 50)
    stroke(
      sketch,
      [
        [450, y],
        [550, y + 30],
      ],
      { ramp: leather, tone: 1, on: handle },
    );
  const droop = style === 0 ? 0 : style === 1 ? -55 : 50;
  chain(
    sketch,
    [
      [500 - guard, 715 + droop, 34],
      [500, 715, 42],
      [500 + guard, 715 + droop, 34],
    ],
    { ramp: trim },
  );
  ellipse(sketch, [500, 715, 48, 48], { ramp: isEnchanted(brief) ? brief.scheme.glow : accent });
  ellipse(sketch, [500, 770 + grip, 56, 56], { ramp: trim });
}

export function paintSword(sketch: Sketch, brief: Brief): void {
  const isShort = says(brief.reading, "dagger", "knife", "short", "shortsword");
  const edge = BLADES[brief.traits("blade").nextBelow(BLADES.length)] ?? [];
  const grow = isShort ? 122 : 108;
  moved(sketch, { turn: 32, stretchX: grow, stretchY: grow, dx: isShort ? -55 : -15, dy: isShort ? 55 : 15 }, () => {
    const trimmed = isShort ? edge.map(([y, half]): readonly [number, number] => [y < 600 ? y + 200 : y, (half * 5) >> 2]) : edge;
    paintBlade(sketch, brief, { edge: trimmed, ramp: bladeRamp(brief) });
    paintHilt(sketch, brief, { guard: isShort ? 130 : 175, grip: isShort ? 170 : 190 });
  });
}

export function paintAxe(sketch: Sketch, brief: Brief): void {
  const { wood, trim, leather } = brief.scheme;
  const ramp = bladeRamp(brief);
  const isDouble = says(brief.reading, "double", "battle", "great") || brief.traits("axe").nextBelow(3) === 0;
  moved(sketch, { turn: 24 }, () => {
    const shaft = limb(sketch, [500, -20, 36, 500, 1010, 40], { ramp: wood });
    for (const y of [760, 820, 880])
      stroke(
        sketch,
        [
          [440, y],
          [560, y + 40],
        ],
        { ramp: leather, tone: 1, on: shaft },
      );
    ellipse(sketch, [500, 1010, 52, 46], { ramp: trim });
    for (const side of isDouble ? [-1, 1] : [-1]) {
      const x = (dx: number): number => 500 + side * dx;
      const head = poly(
        sketch,
        [
          [x(-20), 100],
          [x(130), 90],
          [x(250), 10],
          [x(330), 20],
          [x(365), 190],
          [x(340), 370],
          [x(250), 400],
          [x(130), 290],
          [x(-20), 280],
        ],
        { ramp, flat: side < 0 ? 110 : 40 },
      );
      poly(
        sketch,
        [
          [x(250), 10],
          [x(330), 20],
          [x(365), 190],
          [x(340), 370],
          [x(250), 400],
          [x(295), 190],
        ],
        { ramp, flat: side < 0 ? 240 : 180, on: head },
      );
      if (isEnchanted(brief)) ellipse(sketch, [x(165), 190, 44, 44], { ramp: brief.scheme.glow, tone: 5, on: head });
    }
    if (!isDouble) poly(sketch, pairs("480,120 640,150 660,190 640,240 480,270"), { ramp, bevel: 40, bias: -30 });
    limb(sketch, [500, 60, 56, 500, 300, 56], { ramp: trim });
  });
}

export function paintHammer(sketch: Sketch, brief: Brief): void {
  const { wood, trim } = brief.scheme;
  const ramp = bladeRamp(brief);
  moved(sketch, { turn: 28 }, () => {
    limb(sketch, [500, 250, 40, 500, 1010, 42], { ramp: wood });
    ellipse(sketch, [500, 1010, 56, 50], { ramp: trim });
    const head = poly(sketch, pairs("190,30 810,30 850,90 850,290 810,350 190,350 150,290 150,90"), { ramp, bevel: 70 });
    poly(sketch, pairs("250,30 300,30 300,350 250,350"), { ramp: trim, on: head, flat: 140 });
    poly(sketch, pairs("700,30 750,30 750,350 700,350"), { ramp: trim, on: head, flat: 70 });
    ellipse(sketch, [500, 190, 78, 78], { ramp: isEnchanted(brief) ? brief.scheme.glow : brief.scheme.accent });
  });
}

export function paintSpear(sketch: Sketch, brief: Brief): void {
  const { wood, trim, accent } = brief.scheme;
  const ramp = bladeRamp(brief);
  moved(sketch, { turn: 32, stretchX: 108, stretchY: 108 }, () => {
    limb(sketch, [500, 200, 28, 500, 1110, 28], { ramp: wood });
    paintBlade(sketch, brief, {
      edge: pairs("230,50 160,110 60,88 -130,0"),
      ramp,
    });
    limb(sketch, [440, 250, 30, 560, 250, 30], { ramp: trim });
    poly(sketch, pairs("470,280 400,430 470,390 500,460 530,390 600,430 530,280"), { ramp: accent, bevel: 30 });
  });
}

const BOW: readonly (readonly [number, number, number])[] = triples(
  "330,80,22 500,130,34 620,300,42 650,500,46 620,700,42 500,870,34 330,920,22",
);

export function paintBow(sketch: Sketch, brief: Brief): void {
  const { wood, trim, accent, leather } = brief.scheme;
  const ramp = isEnchanted(brief) ? brief.scheme.primary : wood;
  moved(sketch, { turn: 32 }, () => {
    poly(sketch, pairs("470,-30 500,-110 530,-30"), { ramp: bladeRamp(brief), bevel: 20 });
    stroke(sketch, pairs("500,-20 500,100"), { ramp: RAMPS.oak, tone: 3 });
  });
  moved(sketch, { turn: -32, dx: -40, dy: 40 }, () => {
    stroke(sketch, pairs("330,80 300,500 330,920"), { ramp: RAMPS.cloth, tone: 4 });
    const back = chain(sketch, BOW, { ramp });
    for (const [x, y] of pairs("500,130 500,870")) ellipse(sketch, [x, y, 50, 50], { ramp: trim });
    limb(sketch, [650, 440, 54, 650, 560, 54], { ramp: leather });
    limb(sketch, [300, 500, 18, 850, 500, 18], { ramp: RAMPS.oak });
    poly(sketch, pairs("840,440 960,500 840,560"), { ramp: bladeRamp(brief), bevel: 30 });
    for (const dy of [-50, 50])
      poly(
        sketch,
        [
          [200, 500 + dy],
          [330, 500],
          [400, 500],
          [280, 500 + dy],
        ],
        { ramp: accent, bevel: 20 },
      );
    sketch.lineless.delete(back);
  });
}

const ORBS: readonly (readonly [string, "orb" | "crystal" | "crook"])[] = [
  ["crystal gem ice frost", "crystal"],
  ["wood wooden druid forest nature", "crook"],
  ["orb fire arcane magic", "orb"],
];

export function paintStaff(sketch: Sketch, brief: Brief): void {
  const { wood, trim, glow } = brief.scheme;
  const chance = (["orb", "crystal", "crook"] as const)[brief.traits("staff").nextBelow(3)] ?? "orb";
  const top = findHeaviest(brief.reading, ORBS) ?? chance;
  const isWand = says(brief.reading, "wand");
  moved(sketch, { turn: 32, stretchX: isWand ? 92 : 108, stretchY: isWand ? 92 : 108 }, () => {
    const shaft = limb(sketch, [500, 220, 40, 500, 1080, 30], { ramp: wood });
    for (const y of [560, 700]) limb(sketch, [450, y, 22, 550, y, 22], { ramp: trim, into: shaft });
    limb(sketch, [500, 1060, 44, 500, 1100, 40], { ramp: trim });
    if (top === "crook") {
      chain(sketch, triples("500,260,42 480,120,44 540,-10,42 680,10,40 700,130,30 630,160,20"), { ramp: wood });
      ellipse(sketch, [590, 90, 66, 66], { ramp: glow });
      return;
    }
    for (const side of [-1, 1])
      chain(
        sketch,
        [
          [500, 280, 40],
          [500 + side * 130, 180, 36],
          [500 + side * 150, 40, 18],
        ],
        { ramp: trim },
      );
    if (top === "orb") {
      ellipse(sketch, [500, 80, 130, 130], { ramp: glow });
      ellipse(sketch, [430, 60, 34, 34], { ramp: glow, tone: 6, lineless: true });
    } else {
      const gem = poly(sketch, pairs("500,-130 590,40 560,210 440,210 410,40"), { ramp: glow, flat: 20 });
      poly(sketch, pairs("500,-130 410,40 440,210 500,210"), { ramp: glow, flat: 220, on: gem });
      stroke(sketch, pairs("500,-130 500,210"), { ramp: glow, tone: 6, on: gem });
    }
  });
}

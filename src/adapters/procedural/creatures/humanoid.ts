import type { Brief } from "../brief.ts";
import { pairs, triples } from "../points.ts";
import { isBlinking, paintEyes } from "../face.ts";
import { div, sin256 } from "../integers.ts";
import { RAMPS, type Ramp } from "../ramps.ts";
import { cells, moved, type Sketch } from "../sketch.ts";
import { box, chain, ellipse, lathe, limb, poly, stroke } from "../shapes.ts";
import { findHeaviest, says } from "../words.ts";

type Hat = "hair" | "helmet" | "wizard" | "hood" | "crown" | "horns" | "bald" | "long";
type Held = "lamp" | "sword" | "staff" | "bow" | "axe" | "none";

interface Role {
  readonly hat: Hat;
  readonly held: Held;
  readonly skin?: Ramp;
  readonly cloth?: Ramp;
  readonly robe?: boolean;
  readonly armour?: boolean;
  readonly ears?: "long";
  readonly skull?: boolean;
}

const ROLES: readonly (readonly [string, Role])[] = [
  ["hero adventurer humanoid person villager peasant character npc man boy", { hat: "hair", held: "sword" }],
  ["knight warrior paladin soldier guard", { hat: "helmet", held: "sword", armour: true }],
  ["wizard mage sorcerer warlock witch", { hat: "wizard", held: "staff", robe: true }],
  ["goblin kobold gremlin imp", { hat: "bald", held: "axe", skin: RAMPS.goblin, ears: "long" }],
  ["orc ogre troll", { hat: "horns", held: "axe", skin: RAMPS.moss, ears: "long" }],
  ["skeleton undead lich", { hat: "bald", held: "sword", skin: RAMPS.bone, skull: true }],
  ["zombie ghoul", { hat: "hair", held: "none", skin: RAMPS.moss }],
  ["rogue thief ninja assassin cultist", { hat: "hood", held: "sword" }],
  ["king prince noble", { hat: "crown", held: "none", robe: true }],
  ["queen princess lady maiden", { hat: "long", held: "none", robe: true }],
  ["girl woman", { hat: "long", held: "none" }],
  ["elf ranger archer hunter", { hat: "long", held: "bow", ears: "long" }],
  ["monk priest cleric merchant", { hat: "hood", held: "staff", robe: true }],
  ["demon devil", { hat: "horns", held: "none", ears: "long" }],
  ["dwarf viking barbarian", { hat: "horns", held: "axe" }],
];

interface Figure {
  readonly role: Role;
  readonly skin: Ramp;
  readonly cloth: Ramp;
  readonly bob: number;
  readonly swing: number;
}

function paintLegs(sketch: Sketch, figure: Figure): void {
  const { role, swing } = figure;
  const trousers = role.armour === true ? RAMPS.slate : RAMPS.darkwood;
  for (const side of [-1, 1]) {
    const ahead = side * swing;
    const lift = Math.max(0, ahead) >> 1;
    const x = 500 + side * 88;
    const ramp = role.skull === true ? RAMPS.bone : trousers;
    limb(sketch, [x, 760, 62, x, 880 - lift, 54], { ramp });
    ellipse(sketch, [x + side * 10, 918 - lift, 84, 46], { ramp: role.armour === true ? RAMPS.iron : RAMPS.leather });
  }
}

function paintTorso(sketch: Sketch, brief: Brief, figure: Figure): void {
  const { role, cloth } = figure;
  const { trim, metal, accent } = brief.scheme;
  const hem = role.robe === true ? 930 : 800;
  const flare = role.robe === true ? 240 : 185;
  const ramp = role.armour === true ? metal : cloth;
  const body = lathe(
    sketch,
    [
      [530, 120],
      [580, 165],
      [690, 160],
      [hem - 60, flare],
      [hem, flare - 10],
    ],
    { ramp },
  );
  if (role.skull === true) {
    for (const y of [600, 650, 700])
      stroke(
        sketch,
        [
          [410, y],
          [500, y + 14],
          [590, y],
        ],
        { ramp: RAMPS.bone, tone: 5, on: body },
      );
  }
  box(sketch, [320, 720, 360, 46], { ramp: RAMPS.leather, on: body, flat: 60 });
  box(sketch, [466, 712, 68, 62], { ramp: trim, bias: 60, lineless: true });
  if (role.armour === true) poly(sketch, pairs("440,790 560,790 540,880 460,880"), { ramp: accent, bevel: 20 });
  else poly(sketch, pairs("430,540 570,540 500,640"), { ramp: accent, on: body, flat: 150 });
}

function paintArms(sketch: Sketch, brief: Brief, figure: Figure): void {
  const { role, skin, cloth, swing } = figure;
  const sleeve = role.armour === true ? brief.scheme.metal : cloth;
  for (const side of [-1, 1]) {
    const move = side * div(swing, 2);
    const [hx, hy] = [500 + side * 258, 745 + move];
    const part = limb(sketch, [500 + side * 170, 600, 64, 500 + side * 240, 690 + move, 58], { ramp: sleeve });
    if (role.armour === true) ellipse(sketch, [500 + side * 175, 585, 88, 78], { ramp: brief.scheme.metal, bias: 20 });
    ellipse(sketch, [hx, hy, 56, 56], { ramp: skin, into: part });
  }
}

const HELD: Readonly<Record<Held, (sketch: Sketch, brief: Brief, at: readonly [number, number]) => void>> = {
  none: () => undefined,
  lamp: (sketch, brief, [x, y]) => {
    limb(sketch, [x, y - 20, 16, x + 10, y + 40, 16], { ramp: brief.scheme.trim });
    poly(
      sketch,
      [
        [x - 60, y + 60],
        [x + 10, y + 20],
        [x + 80, y + 60],
      ],
      { ramp: brief.scheme.trim, bevel: 20 },
    );
    box(sketch, [x - 46, y + 60, 112, 96], { ramp: RAMPS.fire, tone: 4 });
    ellipse(sketch, [x + 10, y + 112, 30, 36], { ramp: RAMPS.fire, tone: 6, lineless: true });
    box(sketch, [x - 60, y + 150, 140, 40], { ramp: brief.scheme.trim, flat: 90 });
  },
  sword: (sketch, brief, [x, y]) => {
    poly(
      sketch,
      [
        [x - 40, y - 60],
        [x - 40, y - 330],
        [x, y - 400],
        [x + 40, y - 330],
        [x + 40, y - 60],
      ],
      { ramp: brief.scheme.metal, bevel: 42 },
    );
    limb(sketch, [x - 92, y - 50, 26, x + 92, y - 50, 26], { ramp: brief.scheme.trim });
    limb(sketch, [x, y - 30, 24, x, y + 70, 24], { ramp: RAMPS.leather });
  },
  staff: (sketch, brief, [x, y]) => {
    limb(sketch, [x, y - 330, 24, x, y + 190, 24], { ramp: RAMPS.wood });
    ellipse(sketch, [x, y - 380, 78, 78], { ramp: brief.scheme.glow });
    ellipse(sketch, [x - 24, y - 406, 22, 22], { ramp: brief.scheme.glow, tone: 6, lineless: true });
  },
  bow: (sketch, brief, [x, y]) => {
    stroke(
      sketch,
      [
        [x - 70, y - 260],
        [x - 70, y + 200],
      ],
      { ramp: RAMPS.cloth, tone: 4 },
    );
    chain(
      sketch,
      [
        [x - 70, y - 260, 18],
        [x + 30, y - 170, 26],
        [x + 60, y - 30, 30],
        [x + 30, y + 110, 26],
        [x - 70, y + 200, 18],
      ],
      { ramp: brief.scheme.wood },
    );
  },
  axe: (sketch, brief, [x, y]) => {
    limb(sketch, [x, y - 300, 22, x, y + 120, 24], { ramp: RAMPS.wood });
    poly(
      sketch,
      [
        [x - 30, y - 290],
        [x + 60, y - 300],
        [x + 130, y - 350],
        [x + 140, y - 120],
        [x + 60, y - 180],
        [x - 30, y - 190],
      ],
      { ramp: brief.scheme.metal, bevel: 34 },
    );
  },
};

type HatPainter = (sketch: Sketch, brief: Brief, skin: Ramp) => void;

const HATS: Readonly<Record<Hat, HatPainter>> = {
  bald: () => undefined,
  hair: (sketch, brief) => {
    const { hair } = brief.scheme;
    const cap = lathe(sketch, pairs("70,90 100,190 180,268 270,292 300,286"), { ramp: hair });
    poly(sketch, pairs("215,250 205,430 270,330 330,300 380,345 440,290 520,340 600,285 660,330 720,300 780,420 790,250"), {
      ramp: hair,
      into: cap,
      flat: 70,
    });
    limb(sketch, [560, 80, 50, 690, 60, 16], { ramp: hair, into: cap });
  },
  long: (sketch, brief) => {
    const { hair, trim, accent } = brief.scheme;
    const cap = lathe(sketch, pairs("70,90 100,190 180,275 270,300 310,296"), { ramp: hair });
    poly(sketch, pairs("205,250 190,560 262,590 290,330 430,300 500,250 570,300 710,330 738,590 810,560 795,250"), {
      ramp: hair,
      into: cap,
      flat: 80,
    });
    chain(sketch, triples("270,300,18 400,250,20 500,238,22 600,250,20 730,300,18"), { ramp: trim });
    ellipse(sketch, [500, 238, 34, 34], { ramp: accent, lineless: true });
  },
  helmet: (sketch, brief) => {
    const { metal, accent, trim } = brief.scheme;
    chain(sketch, triples("500,90,50 420,20,56 300,30,46 220,110,22"), { ramp: accent });
    const dome = lathe(sketch, pairs("60,90 90,200 180,285 300,305 420,300 520,262 560,200"), { ramp: metal });
    box(sketch, [270, 330, 460, 72], { ramp: RAMPS.ink, tone: 1, on: dome });
    box(sketch, [470, 300, 60, 220], { ramp: trim, on: dome, flat: 150 });
    for (const x of [385, 615]) box(sketch, [x - 30, 345, 60, 44], { ramp: brief.scheme.glow, tone: 5, on: dome });
  },
  wizard: (sketch, brief) => {
    const { primary, trim, accent } = brief.scheme;
    const lean = cells(sketch, brief.motion.sway);
    const cone = poly(
      sketch,
      [
        [230, 290],
        [370, 60],
        [460 + lean, -40],
        [640 + lean, -10],
        [560 + lean, 60],
        [640, 120],
        [770, 290],
      ],
      { ramp: primary, bevel: 70 },
    );
    box(sketch, [200, 220, 600, 60], { ramp: trim, on: cone, flat: 140 });
    ellipse(sketch, [500, 285, 370, 66], { ramp: primary });
    ellipse(sketch, [480, 150, 36, 36], { ramp: accent, tone: 5, on: cone });
  },
  hood: (sketch, brief, skin) => {
    const { primary } = brief.scheme;
    const hood = lathe(sketch, pairs("20,50 70,170 180,290 320,330 470,315 570,230"), { ramp: primary });
    ellipse(sketch, [500, 370, 232, 190], { ramp: RAMPS.ink, tone: 1, on: hood });
    ellipse(sketch, [500, 410, 205, 160], { ramp: skin, on: hood, bias: -60 });
  },
  crown: (sketch, brief, skin) => {
    HATS.hair(sketch, brief, skin);
    const { accent } = brief.scheme;
    poly(sketch, pairs("270,215 250,40 370,110 500,10 630,110 750,40 730,215"), { ramp: RAMPS.gold, bevel: 46 });
    for (const x of [360, 500, 640]) ellipse(sketch, [x, 170, 28, 28], { ramp: accent, lineless: true });
  },
  horns: (sketch, brief, skin) => {
    HATS.hair(sketch, brief, skin);
    for (const side of [-1, 1]) {
      chain(
        sketch,
        [
          [500 + side * 230, 190, 56],
          [500 + side * 330, 120, 40],
          [500 + side * 340, 10, 16],
        ],
        { ramp: RAMPS.bone },
      );
    }
  },
};

/** Whether a blush shows on this skin. */
function isFair(skin: Ramp): boolean {
  return skin === RAMPS.skin0 || skin === RAMPS.skin1 || skin === RAMPS.skin2;
}

function paintFace(sketch: Sketch, brief: Brief, figure: Figure): void {
  const { role, skin } = figure;
  const isWoman = says(brief.reading, "girl", "woman", "she", "her", "lady", "heroine");
  const hat = role.hat === "hair" && isWoman ? "long" : role.hat;
  if (role.ears === "long") {
    for (const side of [-1, 1])
      poly(
        sketch,
        [
          [500 + side * 230, 330],
          [500 + side * 440, 250],
          [500 + side * 250, 460],
        ],
        { ramp: skin, bevel: 40 },
      );
  }
  const skull = lathe(sketch, pairs("80,110 120,210 220,270 340,282 440,260 530,190 565,100"), { ramp: skin, bias: 46 });
  HATS[hat](sketch, brief, skin);
  if (hat === "helmet") return;
  const isClosed = isBlinking(brief);
  if (role.skull === true) {
    for (const side of [-1, 1]) {
      ellipse(sketch, [500 + side * 110, 370, 74, 78], { ramp: RAMPS.ink, tone: 1, lineless: true });
      ellipse(sketch, [500 + side * 110, 378, 26, 26], { ramp: brief.scheme.glow, tone: isClosed ? 3 : 5, lineless: true });
    }
    for (const x of [420, 470, 520, 570])
      stroke(
        sketch,
        [
          [x, 490],
          [x, 530],
        ],
        { ramp: RAMPS.ink, tone: 1, lineless: true },
      );
    return;
  }
  paintEyes(sketch, { x: 500, y: 395, size: 44, iris: brief.scheme.accent, isClosed }, 118);
  stroke(sketch, pairs("466,488 484,500 516,500 534,488"), { ramp: skin, tone: 1, lineless: true });
  for (const side of [-1, 1])
    ellipse(sketch, [500 + side * 180, 470, 36, 20], {
      ramp: isFair(skin) ? RAMPS.clay : skin,
      tone: isFair(skin) ? 5 : 2,
      on: skull,
    });
}

// What the prompt puts into a hand.
const HELD_WORDS: readonly (readonly [string, Held])[] = [
  ["lamp lantern lamplighter", "lamp"],
  ["sword blade", "sword"],
  ["staff wand", "staff"],
  ["bow", "bow"],
  ["axe hammer", "axe"],
  ["unarmed", "none"],
];

/** A big-headed person or person-like creature, facing us. */
export function paintHumanoid(sketch: Sketch, brief: Brief): void {
  const choice = ROLES[brief.traits("humanoid").nextBelow(ROLES.length)];
  const role = findHeaviest(brief.reading, ROLES) ?? choice?.[1] ?? { hat: "hair", held: "none" };
  const isWalking = says(brief.reading, "walk", "walking", "run", "running", "march");
  const { motion, scheme } = brief;
  const reach = isWalking ? 60 : 0;
  const swing = div(sin256(motion.angle) * reach, 256) + cells(sketch, motion.sway);
  const figure: Figure = {
    role,
    skin: role.skin ?? scheme.skin,
    cloth: role.skull === true ? RAMPS.ink : (role.cloth ?? scheme.primary),
    bob: cells(sketch, motion.rise),
    swing: motion.isMoving ? swing : 0,
  };
  if (role.robe !== true) paintLegs(sketch, figure);
  moved(sketch, { dy: figure.bob >> 1 }, () => {
    const held = findHeaviest(brief.reading, HELD_WORDS) ?? role.held;
    const hand: readonly [number, number] = [758, 745 + div(figure.swing, 2)];
    if (held !== "lamp") moved(sketch, { turn: 17, pivot: hand, dx: 14 }, () => HELD[held](sketch, brief, hand));
    paintTorso(sketch, brief, figure);
    paintArms(sketch, brief, figure);
    if (held === "lamp") HELD.lamp(sketch, brief, hand);
    moved(sketch, { dy: figure.bob >> 1 }, () => paintFace(sketch, brief, figure));
  });
}

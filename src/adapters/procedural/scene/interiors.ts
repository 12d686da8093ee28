import { pairs } from "../points.ts";
import { bayer, clamp, div, isqrt, mix3, sin256 } from "../integers.ts";
import { RAMPS } from "../ramps.ts";
import { dot } from "../sketch.ts";
import { box, ellipse, poly } from "../shapes.ts";
import { paintRidge } from "./layers.ts";

import { columns, rows, type PlacePainter } from "./land.ts";

export const paintCave: PlacePainter = (stage, brief) => {
  const { sketch, salt } = stage;
  const rock = RAMPS.slate;
  const glow = brief.scheme.isTold ? brief.scheme.glow : RAMPS.frost;
  const [cx, cy] = [div(sketch.width, 2), rows(stage, 52)];
  for (let y = 0; y < sketch.height; y += 1) {
    for (let x = 0; x < sketch.width; x += 1) {
      const far = isqrt((x - cx) * (x - cx) + (y - cy) * (y - cy) * 2) + ((mix3(x >> 2, y >> 2, salt) & 7) - 3);
      const tone = clamp((div(far * 80, Math.max(1, cx)) + bayer(x, y) - 8) >> 4, 0, 3);
      dot(sketch, [x, y], {
        ramp: far * 2 < cx ? RAMPS.night : rock,
        tone: far * 2 < cx ? clamp(3 - tone, 0, 2) : clamp(3 - tone, 0, 2),
      });
    }
  }
  for (let spike = 0; spike < 13; spike += 1) {
    const hash = mix3(spike, 95, salt);
    const x = div((2 * spike + 1) * sketch.width, 26);
    const tall = rows(stage, 12) + (hash % Math.max(1, rows(stage, 26)));
    const half = 3 + ((hash >>> 8) % 5);
    const upper = poly(
      sketch,
      [
        [x - half, -1],
        [x + half, -1],
        [x, tall],
      ],
      { ramp: rock, tone: 2 },
    );
    poly(
      sketch,
      [
        [x - half, -1],
        [x - 1, -1],
        [x, tall],
      ],
      { ramp: rock, tone: 3, on: upper },
    );
  }
  paintRidge(stage, { ramp: rock, top: rows(stage, 72), base: rows(stage, 92), width: 14, rough: 150, salt: 96 });
  for (let crystal = 0; crystal < 9; crystal += 1) {
    const hash = mix3(crystal, 97, salt);
    const x = hash % sketch.width;
    const y = rows(stage, 88) + ((hash >>> 9) % Math.max(1, rows(stage, 10)));
    const tall = rows(stage, 8) + ((hash >>> 4) % Math.max(1, rows(stage, 14)));
    const lean = ((hash >>> 16) % 9) - 4;
    const shard = poly(
      sketch,
      [
        [x - 3, y],
        [x - 3 + lean, y - tall + 4],
        [x + lean, y - tall],
        [x + 3 + lean, y - tall + 4],
        [x + 3, y],
      ],
      { ramp: glow, tone: 2 },
    );
    poly(
      sketch,
      [
        [x - 3, y],
        [x - 3 + lean, y - tall + 4],
        [x + lean, y - tall],
        [x, y],
      ],
      { ramp: glow, tone: sin256(stage.angle + crystal * 50) > 0 ? 5 : 4, on: shard },
    );
  }
};

export const paintSpace: PlacePainter = (stage, brief) => {
  const { sketch, salt } = stage;
  for (let y = 0; y < sketch.height; y += 1) {
    for (let x = 0; x < sketch.width; x += 1) {
      const cloud = div(
        sin256(div(x * 300, sketch.width) + div(y * 120, sketch.height)) +
          sin256(div(y * 400, sketch.height) - div(x * 150, sketch.width) + (salt & 255)),
        4,
      );
      dot(sketch, [x, y], {
        ramp: cloud + bayer(x, y) * 3 > 76 ? RAMPS.dusk : RAMPS.night,
        tone: clamp((cloud + 70 + bayer(x, y) * 4) >> 6, 0, cloud > 96 ? 1 : 2),
      });
    }
  }
  for (let star = 0; star < div(sketch.width * sketch.height, 90); star += 1) {
    const hash = mix3(star, 99, salt);
    dot(sketch, [hash % sketch.width, (hash >>> 12) % sketch.height], {
      ramp: RAMPS.cloud,
      tone: sin256(stage.angle + (hash >>> 4)) > 0 ? 5 : 3,
    });
  }
  const r = rows(stage, 26);
  const planet = ellipse(sketch, [columns(stage, 66), rows(stage, 44), r, r], { ramp: brief.scheme.primary });
  for (const [dy, tall] of pairs("-12,3 2,5 13,3"))
    ellipse(sketch, [columns(stage, 66), rows(stage, 44) + div(dy * r, 20), r, div(tall * r, 20)], {
      ramp: brief.scheme.secondary,
      on: planet,
    });
  ellipse(sketch, [columns(stage, 22), rows(stage, 70), rows(stage, 9), rows(stage, 9)], { ramp: RAMPS.stone });
};

export const paintRoom: PlacePainter = (stage) => {
  const { sketch } = stage;
  const wood = RAMPS.wood;
  const floor = rows(stage, 68);
  for (let y = 0; y < sketch.height; y += 1) {
    for (let x = 0; x < sketch.width; x += 1) {
      const isFloor = y >= floor;
      const seam = isFloor ? (y - floor) % 6 === 5 || (x + div(y - floor, 6) * 13) % 31 === 0 : x % 12 === 0;
      const near = sketch.width - Math.abs(x - columns(stage, 30)) * 4 + (bayer(x, y) - 8) * 2;
      const lit = near > 0 ? 3 : 2;
      dot(sketch, [x, y], {
        ramp: isFloor ? RAMPS.oak : wood,
        tone: seam ? 1 : isFloor ? lit : lit - (y < rows(stage, 8) ? 1 : 0),
      });
    }
  }
  box(sketch, [0, floor - 3, sketch.width, 3], { ramp: RAMPS.darkwood, tone: 3 });
  const [wx, wy, ww, wh] = [columns(stage, 58), rows(stage, 16), columns(stage, 24), rows(stage, 34)];
  box(sketch, [wx - 2, wy - 2, ww + 4, wh + 4], { ramp: RAMPS.darkwood, tone: 2 });
  for (let y = 0; y < wh; y += 1)
    for (let x = 0; x < ww; x += 1)
      dot(sketch, [wx + x, wy + y], { ramp: stage.light.sky, tone: clamp((div(y * 112, wh) + bayer(x, y) - 8) >> 4, 0, 6) });
  box(sketch, [wx + div(ww, 2) - 1, wy, 2, wh], { ramp: RAMPS.darkwood, tone: 3 });
  box(sketch, [wx, wy + div(wh, 2) - 1, ww, 2], { ramp: RAMPS.darkwood, tone: 3 });
  const [fx, fy, fw] = [columns(stage, 14), floor, columns(stage, 28)];
  box(sketch, [fx, rows(stage, 22), fw, floor - rows(stage, 22) + 4], { ramp: RAMPS.stone, tone: 3 });
  for (let y = rows(stage, 22); y < floor + 4; y += 5) box(sketch, [fx, y, fw, 1], { ramp: RAMPS.stone, tone: 1 });
  box(sketch, [fx - 2, rows(stage, 34), fw + 4, 4], { ramp: RAMPS.darkwood, tone: 3 });
  box(sketch, [fx + div(fw, 5), rows(stage, 44), div(fw * 3, 5), fy - rows(stage, 44) + 4], { ramp: RAMPS.ink, tone: 1 });
  for (const [inset, tone] of pairs("0,3 3,4 6,6")) {
    const flick = (sin256(stage.angle + inset * 30) * 2) >> 8;
    poly(
      sketch,
      [
        [fx + div(fw, 4) + inset, fy + 3],
        [fx + div(fw, 2) + flick, rows(stage, 50) + inset * 2],
        [fx + div(fw * 3, 4) - inset, fy + 3],
      ],
      { ramp: RAMPS.fire, tone },
    );
  }
  const table = rows(stage, 84);
  box(sketch, [columns(stage, 56), table, columns(stage, 34), 4], { ramp: RAMPS.oak, tone: 4 });
  box(sketch, [columns(stage, 56), table + 3, columns(stage, 34), 2], { ramp: RAMPS.oak, tone: 1 });
  for (const x of [58, 86])
    box(sketch, [columns(stage, x), table + 4, 4, sketch.height - table], { ramp: RAMPS.darkwood, tone: 3 });
  ellipse(sketch, [columns(stage, 66), table - 3, 4, 4], { ramp: RAMPS.clay });
  box(sketch, [columns(stage, 78), table - 8, 2, 8], { ramp: RAMPS.paper, tone: 4 });
  box(sketch, [columns(stage, 78), table - 10 - ((sin256(stage.angle) + 256) >> 8), 2, 2], { ramp: RAMPS.fire, tone: 5 });
};

import { pairs } from "../points.ts";
import { div, sin256 } from "../integers.ts";
import { RAMPS } from "../ramps.ts";
import { dot } from "../sketch.ts";
import { box } from "../shapes.ts";
import { inAir, paintRidge, paintSea, ridgeRow, type Stage } from "./layers.ts";
import { paintHouse, paintLighthouse, paintPalm, paintShip } from "./things.ts";

import { columns, ridgeOf, rows, type PlacePainter } from "./land.ts";

/** Planks on posts that run out from the lower left. */
function paintPier(stage: Stage): void {
  const { sketch } = stage;
  const wood = inAir(stage, RAMPS.wood, 0);
  const [top, right] = [rows(stage, 82), columns(stage, 52)];
  for (let post = 1; post < 6; post += 1) {
    const x = div(post * right, 6) + 3;
    box(sketch, [x, top - 4, 3, sketch.height - top + 6], { ramp: wood, tone: 1 });
    box(sketch, [x, top - 4, 1, 8], { ramp: wood, tone: 4 });
  }
  for (let y = top; y < top + Math.max(4, rows(stage, 8)); y += 1) {
    for (let x = 0; x <= right; x += 1)
      dot(sketch, [x, y], { ramp: wood, tone: y === top ? 5 : (y - top) % 4 === 3 ? 1 : x % 17 === (y - top) >> 2 ? 2 : 3 });
  }
}

export const paintHarbour: PlacePainter = (stage, brief) => {
  const { sketch } = stage;
  const sea = rows(stage, 58);
  paintRidge(stage, ridgeOf(stage, { ramp: RAMPS.slate, top: 40, base: 60, salt: 41, veil: 120, rough: 60 }));
  paintSea(stage, sea, columns(stage, 60));
  paintLighthouse(stage, { x: columns(stage, 12), y: sea + 1, size: rows(stage, 34), veil: 30 });
  for (let dx = -7; dx <= 8; dx += 1)
    box(sketch, [columns(stage, 12) + dx, sea - 3 + div(Math.abs(dx), 3), 1, 5], {
      ramp: inAir(stage, RAMPS.stone, 30),
      tone: dx < -2 ? 4 : 2,
    });
  paintShip(stage, { x: columns(stage, 42), y: sea + rows(stage, 5), size: rows(stage, 22), veil: 60 }, RAMPS.cloth);
  paintShip(
    stage,
    { x: columns(stage, 60), y: rows(stage, 76), size: rows(stage, 42), veil: 0 },
    brief.scheme.isTold ? RAMPS.cloth : RAMPS.paper,
  );
  const quay = columns(stage, 76);
  for (let house = 0; house < 4; house += 1) {
    paintHouse(
      stage,
      { x: quay + house * columns(stage, 8) - 2, y: rows(stage, 80), size: rows(stage, 30 + (house % 2) * 8), veil: 10 },
      house + stage.salt,
    );
  }
  for (let y = rows(stage, 79); y < sketch.height; y += 1) {
    for (let x = quay - 4; x < sketch.width; x += 1) {
      const course = div(y - rows(stage, 79), 5);
      const isJoint = (y - rows(stage, 79)) % 5 === 4 || (x + course * 4) % 9 === 0;
      dot(sketch, [x, y], { ramp: inAir(stage, RAMPS.stone, 0), tone: y === rows(stage, 79) ? 5 : isJoint ? 1 : 3 });
    }
  }
  paintPier(stage);
};

export const paintBeach: PlacePainter = (stage) => {
  const sea = rows(stage, 56);
  paintRidge(stage, ridgeOf(stage, { ramp: RAMPS.leafm, top: 44, base: 58, salt: 81, veil: 110 }));
  paintSea(stage, sea, columns(stage, 40));
  const sand = ridgeOf(stage, { ramp: RAMPS.sand, top: 74, base: 84, salt: 82, veil: 0 });
  paintRidge(stage, sand);
  for (let x = 0; x < stage.sketch.width; x += 1) {
    const row = ridgeRow(stage, sand, x) + (sin256(stage.angle + x * 3) > 60 ? 0 : 1);
    dot(stage.sketch, [x, row - 1], { ramp: RAMPS.snow, tone: 5 });
    dot(stage.sketch, [x, row], { ramp: RAMPS.snow, tone: 4 });
  }
  for (const [x, size] of pairs("82,48 92,38 8,40"))
    paintPalm(stage, { x: columns(stage, x), y: rows(stage, 90), size: rows(stage, size), veil: 0 });
};

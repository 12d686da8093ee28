import type { Brief } from "./brief.ts";
import { CELL, div } from "./integers.ts";
import { RAMPS } from "./ramps.ts";
import type { Model } from "./models.ts";
import { uprightFrame, type Sketch } from "./sketch.ts";
import { ellipse } from "./shapes.ts";
import { fill, fittingText, inset, plate, useCells, writeCentred, type Area } from "./ui/plate.ts";

/** A card: frame, field and, in it, what `figure` draws. */
export function paintCard(sketch: Sketch, brief: Brief, figure: Model): void {
  useCells(sketch);
  const { trim, primary, secondary, accent } = brief.scheme;
  const area: Area = { x: 0, y: 0, width: sketch.width, height: sketch.height };
  plate(sketch, area, { ramp: trim, border: trim, round: 4, face: 3 });
  const field = inset(area, Math.max(2, div(sketch.width, 18)));
  const hasTitle = sketch.height >= 40 && brief.reading.quoted !== null;
  const title = hasTitle ? 11 : 0;
  const picture: Area = { ...field, height: field.height - title };
  const ground = secondary === primary ? accent : secondary;
  fill(sketch, picture, {
    ramp: ground,
    round: 1,
    tone: (x, y) => (x === 0 || y === 0 ? 0 : div(y * 2, Math.max(1, picture.height)) > 0 ? 1 : 2),
  });
  fill(sketch, picture, { ramp: ground, round: 1, tone: (x, y) => (x === 0 || y === 0 ? 0 : 1) });
  ellipse(
    sketch,
    [picture.x + (picture.width >> 1), picture.y + (picture.height >> 1), div(picture.width * 2, 5), div(picture.height * 2, 5)],
    { ramp: ground, tone: 2 },
  );
  for (const [x, y] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    plate(
      sketch,
      { x: x * (sketch.width - 5), y: y * (sketch.height - 5), width: 5, height: 5 },
      { ramp: accent, border: trim, round: 1, face: 4 },
    );
  }
  if (hasTitle) {
    const strip: Area = { x: field.x, y: picture.y + picture.height, width: field.width, height: title };
    fill(sketch, strip, { ramp: RAMPS.paper, tone: (_, y) => (y === 0 ? 1 : 3) });
    writeCentred(sketch, inset(strip, 1), {
      rows: fittingText(inset(strip, 1), brief.reading.quoted ?? ""),
      ramp: RAMPS.darkwood,
      tone: 1,
      scale: 1,
      shadow: -1,
    });
  }
  for (let part = 1; part <= sketch.partCount; part += 1) sketch.lineless.add(part);
  const side = Math.max(4, Math.min(picture.width, picture.height) - 4);
  const x = picture.x + div(picture.width - side, 2);
  const y = picture.y + div(picture.height - side, 2);
  sketch.frame = uprightFrame([x * CELL, y * CELL], side * CELL, side * CELL);
  figure.paint(sketch, brief);
}

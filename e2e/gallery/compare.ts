import sharp from 'sharp';

/** Pixels of a photograph that become one: letters of another machine differ by their edges, which is lost in the mean. */
const cell = 4;
/** How far two means may be apart, of 255: a line of text that is missing is more. */
const tolerance = 40;
/** An icon of 24 pixels is nine cells. */
const fewAtMost = 3;

/** What is different about a photograph, in a sentence; null: nothing that an eye would see. */
export async function differenceOf(accepted: Buffer, picture: Buffer): Promise<string | null> {
  const [before, now] = await Promise.all([meansOf(accepted), meansOf(picture)]);
  if (before.width !== now.width || before.height !== now.height)
    return `${now.width * 8} × ${now.height * 8} pixels, and ${before.width * 8} × ${before.height * 8} accepted`;
  const others: number[] = [];
  for (let at = 0; at < now.data.length; at += 3) {
    const far = [0, 1, 2].map((c) =>
      Math.abs((before.data[at + c] ?? 0) - (now.data[at + c] ?? 0)),
    );
    if (Math.max(...far) > tolerance) others.push(at / 3);
  }
  const [first] = others;
  if (first === undefined || others.length <= fewAtMost) return null;
  const [x, y] = [first % now.width, Math.floor(first / now.width)];
  return `${others.length} places differ, the first at ${x * 8}, ${y * 8}`;
}

async function meansOf(picture: Buffer) {
  const image = sharp(picture);
  const { width, height } = await image.metadata();
  const size = { width: Math.ceil(width / cell), height: Math.ceil(height / cell) };
  const { data } = await image
    .resize({ ...size, fit: 'fill', kernel: 'linear' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { ...size, data };
}

/** A circle says yes, an octagon no, a triangle not sure, an arrow undone, so that they differ without colour. */
export type Shape = 'yes' | 'no' | 'unsure' | 'back';

const outlines: Record<Shape, string> = {
  yes: 'M32 4a28 28 0 1 1 0 56a28 28 0 1 1 0-56z',
  no: 'M20.4 4h23.2L60 20.4v23.2L43.6 60H20.4L4 43.6V20.4z',
  unsure: 'M32 5 61 58H3z',
  back: '',
};
const marks: Record<Shape, string> = {
  yes: 'M19 33l9 9 18-19',
  no: 'M22 22l20 20M42 22 22 42',
  unsure: 'M32 25v15M32 48.5v.5',
  back: 'M24 10 8 26l16 16M10 26h28a16 16 0 1 1 0 32H24',
};

/** Always next to a word, so a screen reader skips it. */
export function Sign({ shape }: { shape: Shape }) {
  return (
    <svg className={`sign sign-${shape}`} viewBox="0 0 64 64" aria-hidden="true">
      <path className="sign-outline" d={outlines[shape]} />
      <path className="sign-mark" d={marks[shape]} />
    </svg>
  );
}

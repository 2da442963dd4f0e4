import { Refused } from '#domain/refusal.ts';

/**
 * Reads which columns of a file are which fields: `Points Balance=points,Notes=-`; the hyphen leaves a column out.
 * @throws Refused `request-invalid` when a field is none of ours
 */
export function columnsSaid(
  text: string | undefined,
  { placeOf }: { readonly placeOf: (name: string) => unknown },
): Readonly<Record<string, string>> {
  if (text === undefined || text.trim() === '') return {};
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const at = pair.lastIndexOf('=');
      const [column, field] = [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()];
      if (column === '' || (field !== leftOut && !placeOf(field))) {
        const detail = `"${pair.trim().slice(0, 80)}" is no COLUMN=FIELD`;
        throw new Refused({ key: 'request-invalid', pointer: '/columns', detail });
      }
      return [column, field];
    }),
  );
}

const leftOut = '-';

import Type from 'typebox';
import { readDay, readInstant } from '#domain/values/instant.ts';
import { showsSomething } from '#domain/values/visible.ts';

/** What the parts of a program's file are written in: `program-file.ts` says how. */
export const closed = { additionalProperties: false } as const;

/** A text that passes `check`; `what` describes such a text. */
export const Matching = (maxLength: number, what: string, check: (text: string) => boolean) =>
  Type.Refine(Type.String({ maxLength, description: what }), check, () => `must be ${what}`);

export const Whole = (min: number, max: number) =>
  Matching(
    12,
    `a whole number from ${min} to ${max}`,
    (text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max,
  );

/** A number above zero, with at most `digits` digits after the point. */
export const Rate = (max: number, digits: number) =>
  Matching(
    12,
    `a number above 0 up to ${max}, with at most ${digits} digits after the point`,
    (text) =>
      new RegExp(`^\\d+(\\.\\d{1,${digits}})?$`).test(text) &&
      Number(text) > 0 &&
      Number(text) <= max,
  );

/** Nine digits are enough for any currency, and far below the largest safe integer. */
export const Amount = Matching(14, 'an amount such as 500 or 12.50', (text) =>
  /^\d{1,9}(\.\d{1,4})?$/.test(text),
);

/** Short and plain, because ids stay in the database for ever, and are in addresses and style sheets. */
export const Id = Matching(32, 'an id: small letters, digits and hyphens, a letter first', (text) =>
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text),
);

export const Moment = Matching(
  35,
  'a date such as 2026-12-01, or a time such as 2026-12-01T09:30:00+01:00',
  isMoment,
);

export const TimeOfDay = Matching(5, 'a time of the day such as 08:30', (text) =>
  /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
);

/** One line of text that shows something: line breaks and direction marks would break a page or a receipt. */
export const Line = (maxLength: number) =>
  Type.Refine(
    Type.Refine(
      Type.String({ minLength: 1, maxLength }),
      (text) => !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text),
      () => 'must be one line of text',
    ),
    (text) => text === '' || showsSomething(text),
    () => 'shows nothing: write letters that people can see',
  );

/** Words for people: English alone, or by language. The reader knows the languages. */
export const Words = (maxLength: number) =>
  Type.Union([
    Line(maxLength),
    Type.Object({ en: Line(maxLength) }, { additionalProperties: Line(maxLength) }),
  ]);

export const list = <Item extends Type.TSchema>(item: Item, minItems: number, maxItems: number) =>
  Type.Array(item, { minItems, maxItems });

/** Whether it is a day, or an instant of RFC 3339 with its offset, that exists: without an offset nobody knows the time zone. */
export function isMoment(text: string): boolean {
  return readDay(text) !== null || readInstant(text) !== null;
}

/** A file in the folder of the program's own, or below it. */
export const BesideFile = Matching(
  120,
  'the name of a file beside this one, such as pictures/coffee.jpg',
  isBeside,
);

export function isBeside(text: string): boolean {
  return /^[^/\\\p{Cc}][^\\\p{Cc}]*$/u.test(text) && !text.split('/').includes('..');
}

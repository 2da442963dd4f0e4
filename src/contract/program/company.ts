import Type from 'typebox';
import { readEmailAddress } from '#domain/people/email-address.ts';
import { closed, Line, Matching } from './file-parts.ts';

/** Whom the law holds responsible for the program. */
export const CompanyInFile = Type.Object(
  {
    name: Line(120),
    address: Line(200),
    mail: Type.Optional(
      Matching(254, 'an e-mail address such as privacy@shop.example', (text) => {
        const read = readEmailAddress(text);
        return 'address' in read && read.address === text;
      }),
    ),
  },
  closed,
);

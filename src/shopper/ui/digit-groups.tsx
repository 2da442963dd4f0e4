import { digitGroups, spokenDigits } from '#i18n/format.ts';

/** A number that people read out, in groups of four, left to right in every language. */
export function DigitGroups({ digits }: { digits: string }) {
  return (
    <span dir="ltr" className="digits">
      <span className="heard">{spokenDigits(digits)}</span>
      <span aria-hidden="true">{digitGroups(digits)}</span>
    </span>
  );
}

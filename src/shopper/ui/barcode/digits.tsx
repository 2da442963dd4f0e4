/**
 * A voucher code in groups of four, large, for an associate who types it. The spaces are real, so
 * that a copy has them too; whatever takes a code accepts them. One with letters stands as it is: it is a word.
 *
 * A screen reader would say "one thousand two hundred …", so it gets the digits one by one instead,
 * with a comma's pause between the groups.
 */
export function Digits({ digits }: { digits: string }) {
  const groups = /\D/.test(digits) ? [digits] : (digits.match(/.{1,4}/g) ?? []);
  const spoken = groups.map((group) => [...group].join(' ')).join(', ');
  return (
    // Left to right in every language: a code is not a sentence.
    <p className="barcode-digits" dir="ltr">
      <span className="barcode-spoken">{spoken}</span>
      <span aria-hidden="true">{groups.join(' ')}</span>
    </p>
  );
}

/**
 * A voucher code in groups of four, large, for an associate who types it. The spaces are real, so a copy has them too;
 * every field for a code accepts them. A code with letters is shown as one word. A screen reader would say "one
 * thousand two hundred …", so it gets single digits, with a comma's pause between the groups.
 */
export function Digits({ digits }: { digits: string }) {
  const groups = /\D/.test(digits) ? [digits] : (digits.match(/.{1,4}/g) ?? []);
  const spoken = groups.map((group) => [...group].join(' ')).join(', ');
  return (
    // Left to right in every language, because a code is not a sentence.
    <p className="barcode-digits" dir="ltr">
      <span className="heard">{spoken}</span>
      <span aria-hidden="true">{groups.join(' ')}</span>
    </p>
  );
}

import type { TillVoucher } from '#contract/till.ts';

/** Whose it is, to greet them by; no more than a name and a tier. */
export function Member({ voucher: { firstName, tier } }: { voucher: TillVoucher }) {
  return (
    <p className="give-who">
      {firstName && <bdi className="give-name">{firstName}</bdi>}
      <bdi className="give-tier">{tier}</bdi>
    </p>
  );
}

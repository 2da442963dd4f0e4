import type { TillVoucher } from '#contract/till.ts';

/** The member's first name and tier, to greet them; no more. */
export function Member({ voucher: { firstName, tier } }: { voucher: TillVoucher }) {
  return (
    <p className="give-who">
      {firstName && <bdi className="give-name">{firstName}</bdi>}
      <bdi className="give-tier">{tier}</bdi>
    </p>
  );
}

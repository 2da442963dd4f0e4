import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';

/** A voucher whose code is still being made elsewhere. The page looks again by itself; without scripts a tap does. */
export function Making({ voucher, notice }: { voucher: Voucher; notice: string }) {
  return (
    <section className="sheet">
      <h1>
        <bdi>{voucher.reward.name}</bdi>
      </h1>
      <a className="button quiet" href={paths.redemption(voucher.id)}>
        {notice}
      </a>
    </section>
  );
}

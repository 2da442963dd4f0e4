import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { PassHead } from '#shopper/ui/pass-head.tsx';
import { Menu } from './menu.tsx';

/** A voucher whose code is still being made elsewhere. The page looks again by itself; without scripts a tap does. */
export function Making({ voucher, notice }: { voucher: Voucher; notice: string }) {
  return (
    <section className="pass">
      <PassHead reward={voucher.reward} points={voucher.points}>
        <Menu voucher={voucher} />
      </PassHead>
      <a className="button quiet" href={paths.redemption(voucher.id)}>
        {notice}
      </a>
    </section>
  );
}

import { useState } from 'react';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskPurchase, DeskVoucher } from '#contract/desk/desk-members.ts';
import { useMay } from '#desk/api/me.ts';
import { useWords, type Words } from '#desk/api/words.tsx';
import { commaOf } from '#i18n/language.ts';
import { Fold } from './fold.tsx';
import { Listing } from './listing.tsx';
import { UndoVoucher } from './undo-voucher.tsx';

interface OfMember {
  readonly memberId: string;
}

/** The vouchers, with where each was used. Support can undo a use. */
export function Vouchers({ memberId, onSaid }: OfMember & { onSaid(sentence: string): void }) {
  const { t } = useWords();
  const [undoing, setUndoing] = useState<DeskVoucher | null>(null);
  return (
    <section className="stack">
      <h2>{t('desk.member.vouchers')}</h2>
      <Listing
        memberId={memberId}
        address={deskLinks.memberVouchers(memberId)}
        none={t('desk.member.vouchers-none')}
        line={(voucher) => <Voucher key={voucher.id} voucher={voucher} onUndo={setUndoing} />}
      />
      {undoing && (
        <UndoVoucher
          memberId={memberId}
          voucher={undoing}
          onClose={() => setUndoing(null)}
          onDone={onSaid}
        />
      )}
    </section>
  );
}

function Voucher({
  voucher,
  onUndo,
}: {
  readonly voucher: DeskVoucher;
  onUndo(voucher: DeskVoucher): void;
}) {
  const { t, format, language } = useWords();
  const comma = commaOf(language);
  const may = useMay();
  const { reward, points, state, issuedAt, used, undoable } = voucher;
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{reward}</bdi>
          <span className="chip">{t(`desk.voucher.${state}`)}</span>
        </b>
        <span className="soft">
          {t('desk.member.issued', { date: format.dateTime(issuedAt) })}
          {used && (
            <>
              {' · '}
              <bdi>{[used.store, used.till].filter(Boolean).join(comma)}</bdi>
              {comma}
              {format.dateTime(used.at)}
              {used.receiptNumber && (
                <>
                  {' · '}
                  {t('desk.member.receipt', { number: used.receiptNumber })}
                </>
              )}
            </>
          )}
        </span>
      </div>
      <span className="amount">{format.number(points)}</span>
      {undoable && may('undo-voucher') && (
        <button type="button" className="button quiet small" onClick={() => onUndo(voucher)}>
          {t('desk.voucher.undo')}
        </button>
      )}
    </li>
  );
}

/** What they bought, with the goods and what came back. */
export function Purchases({ memberId }: OfMember) {
  const { t } = useWords();
  return (
    <Fold title={t('desk.member.purchases')}>
      <Listing
        memberId={memberId}
        address={deskLinks.memberPurchases(memberId)}
        none={t('desk.member.purchases-none')}
        line={(purchase) => <Purchase key={purchase.id} purchase={purchase} />}
      />
    </Fold>
  );
}

function Purchase({ purchase }: { readonly purchase: DeskPurchase }) {
  const words = useWords();
  const { t, format } = words;
  const { at, store, receiptNumber, spent, points, goods, returns } = purchase;
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{store ?? receiptNumber ?? t('desk.member.no-receipt')}</bdi>
        </b>
        <span className="soft">
          {format.fullDateTime(at)} ·{' '}
          {receiptNumber === null
            ? t('desk.member.no-receipt')
            : t('desk.member.receipt', { number: receiptNumber })}
        </span>
        {goods.length > 0 && (
          <ul className="soft">
            {goods.map((one) => (
              <li key={one.id}>
                <bdi>{goodIn(words, one)}</bdi> · {format.money(one.paid)}
              </li>
            ))}
          </ul>
        )}
        {returns.map((one) => (
          <span key={one.id} className="soft">
            {t('desk.member.returned', {
              date: format.dateTime(one.at),
              money: format.money(one.spent),
            })}
          </span>
        ))}
      </div>
      <span className="amount">
        <b>{format.money(spent)}</b>
        <span className="soft">{t('desk.member.earned', { count: points })}</span>
      </span>
    </li>
  );
}

const thousandths = 1_000;

/** "2 × Flat white", "0.35 kg Cheese", or what it is without a quantity. */
function goodIn({ t, format }: Words, good: DeskPurchase['goods'][number]): string {
  const name = good.name ?? t('desk.member.good');
  if (good.quantity === null) return name;
  const many = format.number(good.quantity / thousandths);
  return good.unit === null || good.unit === 'piece'
    ? `${many} × ${name}`
    : `${many} ${good.unit} ${name}`;
}

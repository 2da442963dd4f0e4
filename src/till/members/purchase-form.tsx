import { useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillMember } from '#contract/till-members.ts';
import { readReceiptNumber } from '#domain/purchase/receipt-number.ts';
import { readAmount } from '#domain/values/typed-amount.ts';
import { Field, type FieldFault } from '#till/kit/field.tsx';
import { useWords } from '#till/kit/words.tsx';
import { newId } from '#web/new-id.ts';
import { DeskForm, toFocus } from './desk-form.tsx';
import { MemberName } from './member-name.tsx';
import { type Colleague, isWhole, type Second, SecondPerson } from './second-person.tsx';
import { useFieldFault, useSending } from './use-sending.ts';

interface PurchaseFormProps {
  readonly member: TillMember;
  readonly currency: string;
  /** Who may be the second person for a large purchase. */
  readonly colleagues: readonly Colleague[];
  onAdded(): void;
  onLeave(): void;
  onShiftLost(): void;
}

interface Faults {
  readonly amount?: FieldFault;
  readonly receipt?: FieldFault;
  readonly second?: FieldFault;
}

/** A purchase that the POS does not report: an amount and the receipt's own number. */
export function PurchaseForm(props: PurchaseFormProps) {
  const { member, currency, colleagues, onAdded, onLeave, onShiftLost } = props;
  const { t } = useWords();
  // The same id however often it is sent, so that a lost answer earns nothing twice.
  const [id] = useState(newId);
  const [amount, setAmount] = useState('');
  const [receiptNumber, setReceiptNumber] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [acts, setActs] = useState<readonly string[]>([]);
  const [second, setSecond] = useState<Second>(null);
  const sending = useSending(onShiftLost);
  const { failure } = sending;
  const receiptFault = useFieldFault(failure, ({ key }) => key === 'receipt-reused');
  // It stays when it was asked for once: a wrong PIN is another refusal.
  const needsSecond =
    second !== null ||
    (failure?.kind === 'refused' && failure.refusal.key === 'second-person-needed');

  const add = async () => {
    const minor = readAmount(amount, currency);
    const receipt = readReceiptNumber(receiptNumber);
    const missing = faultsOf(t, {
      minor,
      receiptNumber,
      receipt,
      secondMissing: needsSecond && !isWhole(second),
    });
    setFaults(missing);
    if (minor === null || receipt === null || missing.second) return;
    const wish = { id, memberNumber: member.number, receiptNumber: receipt, minor };
    const told = {
      ...wish,
      ...(acts.length > 0 && { acts: [...acts] }),
      ...(second && { second }),
    };
    if (await sending.post(tillLinks.purchases, told)) onAdded();
    // After a wrong PIN it must be typed again.
    else setSecond((chosen) => chosen && { ...chosen, pin: '' });
  };
  return (
    <DeskForm
      title={t('till.purchase')}
      busy={sending.busy}
      failure={receiptFault ? null : failure}
      submit={t(sending.busy ? 'common.loading' : 'till.purchase-yes')}
      onSubmit={add}
      onLeave={onLeave}
    >
      <Buyer member={member} />
      <Field
        label={t('till.purchase-amount', { currency })}
        ref={toFocus}
        className="digits-field"
        inputMode="decimal"
        dir="ltr"
        maxLength={16}
        value={amount}
        fault={faults.amount}
        onType={setAmount}
      />
      <Field
        label={t('till.purchase-receipt')}
        spellCheck={false}
        dir="ltr"
        maxLength={64}
        value={receiptNumber}
        fault={faults.receipt ?? receiptFault}
        onType={setReceiptNumber}
      />
      {member.acts && <Acts acts={member.acts} ticked={acts} onTick={setActs} />}
      {needsSecond && (
        <SecondPerson
          colleagues={colleagues}
          second={second}
          fault={faults.second}
          onSecond={setSecond}
        />
      )}
    </DeskForm>
  );
}

/** The first thing that is missing. */
function faultsOf(
  t: ReturnType<typeof useWords>['t'],
  typed: {
    minor: number | null;
    receiptNumber: string;
    receipt: string | null;
    secondMissing: boolean;
  },
): Faults {
  if (typed.minor === null) return { amount: { text: t('till.purchase-amount-wrong') } };
  if (typed.receiptNumber.trim() === '') {
    return { receipt: { text: t('till.purchase-receipt-missing') } };
  }
  if (typed.receipt === null) return { receipt: { text: t('till.purchase-receipt-wrong') } };
  return typed.secondMissing ? { second: { text: t('till.second-missing') } } : {};
}

function Buyer({ member }: Pick<PurchaseFormProps, 'member'>) {
  return (
    <p className="give-who">
      <span className="give-name">
        <MemberName member={member} />
      </span>
      <bdi className="give-tier">{member.tier.name}</bdi>
    </p>
  );
}

interface ActsProps {
  readonly acts: NonNullable<TillMember['acts']>;
  readonly ticked: readonly string[];
  onTick(ticked: readonly string[]): void;
}

/** What the program rewards besides the goods, if the associate has seen it. */
function Acts({ acts, ticked, onTick }: ActsProps) {
  const { t } = useWords();
  return (
    <fieldset className="second">
      <legend className="field-label">{t('till.acts')}</legend>
      {acts.map(({ id, name }) => (
        <label key={id} className="reason">
          <input
            type="checkbox"
            checked={ticked.includes(id)}
            onChange={({ target }) =>
              onTick(target.checked ? [...ticked, id] : ticked.filter((one) => one !== id))
            }
          />
          <bdi>{name}</bdi>
        </label>
      ))}
    </fieldset>
  );
}

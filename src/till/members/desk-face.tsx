import type { TillVoucher } from '#contract/till.ts';
import type { TillConfirmation, TillMember } from '#contract/till-members.ts';
import { CheckIn } from './check-in-code.tsx';
import { type Desk, lookUp } from './desk.ts';
import { FindForm } from './find-form.tsx';
import { JoinForm } from './join-form.tsx';
import { MemberFace } from './member-face.tsx';
import { PinForm } from './pin-form.tsx';
import { PurchaseForm } from './purchase-form.tsx';
import { Question } from './question.tsx';
import type { Colleague } from './second-person.tsx';

interface DeskFaceProps {
  readonly desk: Desk;
  readonly currency: string;
  readonly colleagues: readonly Colleague[];
  /** Counts up at each change that the store's stream tells of. */
  readonly changes: number;
  /** Opens another screen; null: back to scanning. */
  go(desk: Desk | null): void;
  /** The member said yes and it is redeemed. */
  onGiven(voucher: TillVoucher): void;
  onShiftLost(): void;
}

/** The one thing about a member that the associate has to see now. */
export function DeskFace(props: DeskFaceProps) {
  const { desk, currency, colleagues, changes, go, onGiven, onShiftLost } = props;
  const leave = () => go(null);
  const follow = (member: TillMember, asked: TillConfirmation) => {
    const { voucher } = asked;
    if (voucher?.state === 'redeemed') onGiven(voucher);
    else go({ name: 'question', member, asked });
  };
  switch (desk.name) {
    case 'find':
      return (
        <FindForm
          key={desk.typed}
          typed={desk.typed}
          onFound={(member) => go({ name: 'member', member, note: desk.note })}
          onJoin={(email) => go({ name: 'join', email })}
          onLeave={leave}
          onShiftLost={onShiftLost}
        />
      );
    case 'join':
      return (
        <JoinForm
          email={desk.email}
          onJoined={({ member, joined }) =>
            go({ name: 'member', member, note: joined ? 'joined' : 'found' })
          }
          onLeave={leave}
          onShiftLost={onShiftLost}
        />
      );
    case 'check-in':
      return <CheckIn onLeave={leave} onShiftLost={onShiftLost} />;
    case 'member': {
      const { member, note } = desk;
      return (
        <MemberFace
          member={member}
          note={note}
          onAsked={(asked) => follow(member, asked)}
          onPurchase={() => go({ name: 'purchase', member })}
          onPin={() => go({ name: 'pin', member })}
          onLeave={leave}
          onShiftLost={onShiftLost}
        />
      );
    }
    case 'question':
      return (
        <Question
          asked={desk.asked}
          changes={changes}
          onAnswer={(asked) => follow(desk.member, asked)}
          onNext={leave}
          // Looked up again, so that the points are those of now.
          onMember={() => go(lookUp(desk.member.number))}
          onShiftLost={onShiftLost}
        />
      );
    case 'pin':
      return <PinForm member={desk.member} go={go} onShiftLost={onShiftLost} />;
    case 'purchase':
      return (
        <PurchaseForm
          member={desk.member}
          currency={currency}
          colleagues={colleagues}
          onAdded={() => go(lookUp(desk.member.number, 'purchase-added'))}
          onLeave={() => go({ name: 'member', member: desk.member, note: null })}
          onShiftLost={onShiftLost}
        />
      );
  }
}

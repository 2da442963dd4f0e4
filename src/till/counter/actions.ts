import type { Sends } from '#contract/endpoint.ts';
import { tillLinks } from '#contract/links.ts';
import type { TillVoucher } from '#contract/till.ts';
import type { Entered } from '#domain/redemption/redemption.ts';
import { type Answer, ask, isAboutWish, isShiftLost } from '#till/kit/ask.ts';
import type { Second } from '#till/members/second-person.tsx';
import { newId } from '#web/new-id.ts';
import { forgetAttempt, keepAttempt } from './kept-attempt.ts';
import { type Attempt, type Event, type Screen, takesScan, type Use } from './screen.ts';

export interface Actions {
  scan(scanned: string, entered: Entered): void;
  /** Looks again at the voucher on the screen, after something changed elsewhere. */
  refresh(): void;
  redeem(): void;
  /** The member has said yes to it, and it is redeemed. */
  given(voucher: TillVoucher): void;
  undo(use: Use): void;
  /** @param second a colleague who has seen it too; null: nobody has */
  reverse(reason: string, second: Second): void;
  next(): void;
}

interface Surroundings {
  readonly screen: Screen;
  tell(event: Event): void;
  onShiftLost(): void;
  /** Called when something was redeemed or undone here. */
  onUsed(): void;
}

/** What an associate can do on a screen: each action shows that it runs, asks the server, and shows the result. */
export function actionsOn({ screen, tell, onShiftLost, onUsed }: Surroundings): Actions {
  const send = async <I, T>(address: Sends<I, T>, fields: NoInfer<I>) => {
    const answer = await ask(address, fields);
    if (answer.kind === 'no' && isShiftLost(answer.refusal)) onShiftLost();
    return answer;
  };
  const look = async (scanned: string, entered: Entered) => {
    const answer = await send(tillLinks.look, { scanned });
    if (answer.kind === 'answer')
      tell({ type: 'looked', attempt: { id: newId(), scanned, entered, voucher: answer.value } });
    else if (answer.kind === 'no') tell({ type: 'look-refused', scanned, refusal: answer.refusal });
    else tell({ type: 'look-lost', scanned, entered });
  };
  const redeem = async (attempt: Attempt, wasUnsure: boolean) => {
    const { id, scanned, entered } = attempt;
    keepAttempt(attempt);
    tell({ type: 'redeem' });
    const answer = await send(tillLinks.redeem, { scanned, entered, id });
    const event = redeemed(id, wasUnsure, answer);
    if (event.type !== 'redeem-lost' || !event.sent) forgetAttempt();
    if (event.type === 'redeemed') onUsed();
    tell(event);
  };
  const reverse = async (redemptionId: string, reason: string, second: Second) => {
    tell({ type: 'reverse' });
    const answer = await send(tillLinks.reverse, {
      redemptionId,
      reason,
      ...(second && { second }),
    });
    if (answer.kind === 'answer') onUsed();
    tell(reversed(redemptionId, answer));
  };
  return {
    scan(scanned, entered) {
      if (!takesScan(screen)) return;
      if (screen.name === 'offer' && screen.attempt.scanned === scanned) return;
      tell({ type: 'scan', scanned });
      void look(scanned, entered);
    },
    refresh() {
      // A refusal of looking again changes nothing here: redeeming will say it.
      if (screen.name !== 'offer') return;
      const { scanned, entered } = screen.attempt;
      void look(scanned, entered);
    },
    redeem() {
      if (screen.name === 'offer' || screen.name === 'unsure')
        void redeem(screen.attempt, screen.name === 'unsure');
    },
    given(voucher) {
      tell({ type: 'given', voucher });
      onUsed();
    },
    undo: (use) => tell({ type: 'undo', use }),
    reverse(reason, second) {
      if (screen.name === 'undo' && screen.step.kind !== 'sending')
        void reverse(screen.use.redemptionId, reason, second);
    },
    next() {
      if (screen.name === 'redeeming') return;
      forgetAttempt();
      tell({ type: 'next' });
    },
  };
}

type Redeemed = Extract<Event, { type: 'redeemed' | 'redeem-refused' | 'redeem-lost' }>;

function redeemed(id: string, wasUnsure: boolean, answer: Answer<TillVoucher>): Redeemed {
  if (answer.kind === 'answer') return { type: 'redeemed', id, voucher: answer.value };
  // If the request may have arrived, only an answer about the voucher itself makes it certain.
  if (answer.kind === 'lost') return { type: 'redeem-lost', id, sent: answer.sent || wasUnsure };
  return wasUnsure && !isAboutWish(answer.refusal)
    ? { type: 'redeem-lost', id, sent: true }
    : { type: 'redeem-refused', id, refusal: answer.refusal };
}

const reversed = (redemptionId: string, answer: Answer<TillVoucher>): Event =>
  answer.kind === 'answer'
    ? { type: 'reversed', redemptionId }
    : answer.kind === 'no'
      ? { type: 'reverse-refused', redemptionId, refusal: answer.refusal }
      : { type: 'reverse-lost', redemptionId };

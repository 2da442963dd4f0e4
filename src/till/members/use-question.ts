import { useEffect, useEffectEvent } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillConfirmation } from '#contract/till-members.ts';
import { read } from '#web/client.ts';
import { useShown } from '#web/use-shown.ts';

/** How often to ask: the stream tells changes at once, but may have died silently. */
const askAgainMs = 3_000;

/**
 * Follows an open question until it is answered.
 * @param changes counts up at each change that the store's stream tells of
 */
export function useQuestion(
  asked: TillConfirmation,
  changes: number,
  onAnswer: (asked: TillConfirmation) => void,
): void {
  const isOpen = asked.state === 'open';
  const isShown = useShown();
  const look = useEffectEvent(() => {
    // If there is no answer, the next look finds out.
    read(tillLinks.confirmation(asked.id)).then(
      (now) => isShown() && now.state !== 'open' && onAnswer(now),
      () => {},
    );
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change is a reason to look again.
  useEffect(() => {
    if (!isOpen) return;
    look();
    const timer = setInterval(() => look(), askAgainMs);
    return () => clearInterval(timer);
  }, [isOpen, changes]);
}

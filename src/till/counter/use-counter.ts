import { useEffect, useEffectEvent, useReducer } from 'react';
import { actionsOn } from './actions.ts';
import { keptAttempt } from './kept-attempt.ts';
import { nextScreen, readyScreen, type Screen } from './screen.ts';
import { useRecent } from './use-recent.ts';

/** The counter's screens, its actions, and what was redeemed today. */
export function useCounter(onShiftLost: () => void) {
  const [screen, tell] = useReducer(nextScreen, null, firstScreen);
  const { recent, refresh, changes } = useRecent(() => actions.refresh());
  const actions = actionsOn({ screen, tell, onShiftLost, onUsed: refresh });

  // Another device of this till may have undone what is still shown here as done.
  const shown = screen.name === 'done' ? screen.voucher.redemptionId : null;
  const isUndone = recent.some((use) => use.redemptionId === shown && use.state === 'reversed');
  const leave = useEffectEvent(() => {
    if (shown) tell({ type: 'reversed', redemptionId: shown });
  });
  useEffect(() => {
    if (isUndone) leave();
  }, [isUndone]);

  return { screen, recent, changes, actions };
}

/** After a reload between question and answer, begins with "not sure". */
function firstScreen(): Screen {
  const attempt = keptAttempt();
  return attempt ? { name: 'unsure', attempt } : readyScreen;
}

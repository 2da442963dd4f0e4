import { BeginPage } from '#desk/begin/begin-page.tsx';
import { beginningSteps } from '#domain/desk/beginning/beginning.ts';
import type { Group } from '#gallery/state.ts';
import { beginningAt, begunShop } from '#gallery/values/desk-begin.ts';
import { deskPage } from './desk-frame.tsx';
import { deskSheet } from './sheets.ts';

/** The steps that say nothing of the address at which the desk is open. */
const steps = beginningSteps.filter((step) => step !== 'poster' && step !== 'rehearsal');

/** Setting a shop up, step by step. */
export const deskBegin: Group = {
  name: 'desk: setting up',
  sheet: deskSheet,
  states: (sight) => [
    ...steps.map((step) =>
      deskPage(sight, step, <BeginPage />, {
        known: [[['beginning'], beginningAt(step)]],
        begins: true,
      }),
    ),
    deskPage(sight, 'a shop that has begun', <BeginPage />, {
      known: [[['beginning'], begunShop]],
    }),
  ],
};

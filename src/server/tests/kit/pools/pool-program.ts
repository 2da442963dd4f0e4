import type { Program } from '#domain/program/program.ts';
import { testProgram } from '#server/tests/kit/program.ts';

/** The small program with two stores whose tills only know pool codes, and a third with our page. */
export const poolProgram: Program = {
  ...testProgram,
  rewards: testProgram.rewards.map((one) =>
    one.id === 'mug' ? { ...one, stores: ['kiosk', 'mall'] } : one,
  ),
  stores: [
    ...testProgram.stores,
    {
      id: 'kiosk',
      name: 'Kiosk',
      way: 'pool',
      posters: [{ placement: 'K1', place: { en: 'Counter' } }],
      tills: [{ id: 'kiosk-1', name: 'Till 1' }],
    },
    {
      id: 'mall',
      name: 'Mall',
      way: 'pool',
      posters: [{ placement: 'L1', place: { en: 'Entrance' } }],
      tills: [{ id: 'mall-1', name: 'Till 1' }],
    },
  ],
};

import Type from 'typebox';
import { choices } from '#domain/messages/message.ts';
import { closed, list, TimeOfDay, Whole } from './file-parts.ts';

const Kinds = list(Type.Enum([...choices]), 0, choices.length);

/** What members are told, and when. */
export const Messages = Type.Object(
  {
    on: Type.Optional(Kinds),
    off: Type.Optional(Kinds),
    quiet: Type.Optional(Type.Object({ from: TimeOfDay, until: TimeOfDay }, closed)),
    'unasked-a-week': Type.Optional(Whole(0, 7)),
  },
  closed,
);

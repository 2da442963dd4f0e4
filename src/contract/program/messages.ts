import Type from 'typebox';
import { messageKinds } from '#domain/program/message-settings.ts';
import { closed, list, TimeOfDay, Whole } from './file-parts.ts';

const Kinds = list(Type.Enum([...messageKinds]), 0, messageKinds.length);

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

import Type from 'typebox';
import { closed, Id, list, Words } from './file-parts.ts';

/** Facts that other systems tell of members, by the ids that they use. */
export const NamedFacts = list(Type.Object({ id: Id, name: Words(60) }, closed), 1, 50);

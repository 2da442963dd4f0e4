import { memberCommands } from '#server/admin/admin-members.ts';
import { doomed } from './doomed.ts';

// A process for a test: it writes the copy of what is held of a member into a file, and is killed on the way.
await doomed('everything', (context, args) => memberCommands['copy-member'](context, args));

import { lookup } from 'node:dns/promises';
import type { Resolve } from './post.ts';

/** The system's own look-up of a name's addresses, with the hosts file. */
export const resolveByName: Resolve = (hostname) => lookup(hostname, { all: true });

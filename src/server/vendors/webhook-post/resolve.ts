import { lookup } from 'node:dns/promises';
import type { Resolve } from './post.ts';

/** The system's own way from a name to its addresses, hosts file and all. */
export const resolveByName: Resolve = (hostname) => lookup(hostname, { all: true });

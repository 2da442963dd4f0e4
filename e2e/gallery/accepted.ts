import { join } from 'node:path';

/** The photographs that a person has accepted, one a group and sight. */
export const folder = join(import.meta.dirname, 'accepted');

export const fileOf = (name: string): string => join(folder, `${name}.webp`);

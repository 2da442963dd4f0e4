/** The name under which a phone remembers the tier that it has shown; signing out deletes it. */
export const tierSeen = 'tier';

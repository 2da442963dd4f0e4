/** How something was sold. */
export const channels = ['store', 'online', 'other'] as const;
export type Channel = (typeof channels)[number];

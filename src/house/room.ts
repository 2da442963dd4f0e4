/** A folder with sources. */
export type Room = {
  /** Below src. */
  readonly path: string;
  readonly holds: string;
  /** Folders whose sources it may import; one that ends in /** with all folders below it. Its own goes without saying. */
  readonly imports: readonly string[];
};

/** What everybody may say. */
export const ground = ['domain/**', 'contract/**', 'i18n/**'] as const;

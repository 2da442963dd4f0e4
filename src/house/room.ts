/** A folder with sources. */
export type Room = {
  /** Below src. */
  readonly path: string;
  readonly holds: string;
  /**
   * Folders whose sources it may import; a name ending in /** includes all folders below. Its own folder is always
   * allowed.
   */
  readonly imports: readonly string[];
};

/** Every room may import these. */
export const ground = ['domain/**', 'contract/**', 'i18n/**'] as const;

/** Tells listeners that something changed: in this process, and through the database in the other processes. */
export interface Live {
  /** @returns how to stop listening */
  listen(topic: string, heard: () => void): () => void;
}

export const memberTopic = (memberId: string): string => `member:${memberId}`;
/** Told of what changes a member and that no page shows: it is counted, and nobody listens. */
export const quietTopic = (memberId: string): string => `quiet:${memberId}`;
/** The member of a topic; null: the topic is about no member. */
export const memberOfTopic = (topic: string): string | null =>
  /^(?:member|quiet):(.*)$/s.exec(topic)?.[1] ?? null;
export const signInTopic = (signInId: string): string => `sign-in:${signInId}`;
/** Told when an event was written. */
export const eventsTopic = 'events';
/** Told when an order to a vendor's POS is due now. */
export const mintTopic = 'mint';
/** Told when a webhook is due. */
export const webhooksTopic = 'webhooks';
/** Told when a till's device was ended, or the shift on it. */
export const deviceTopic = (deviceId: string): string => `till-device:${deviceId}`;
/** Told when a member's session was ended. */
export const sessionTopic = (sessionId: string): string => `session:${sessionId}`;
/** Told when another version of the program is in force. */
export const programTopic = 'program';
export const storeTopic = (storeId: string): string => `store:${storeId}`;

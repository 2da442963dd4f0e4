/** What has changed, told to whoever listens: in this process, and through the database to the others. */
export interface Live {
  /** @returns how to stop listening */
  listen(topic: string, heard: () => void): () => void;
}

export const memberTopic = (memberId: string): string => `member:${memberId}`;
/** The member that a topic is about; null for every other topic. */
export const memberOfTopic = (topic: string): string | null =>
  topic.startsWith('member:') ? topic.slice('member:'.length) : null;
export const signInTopic = (signInId: string): string => `sign-in:${signInId}`;
/** Something was written into `events`. */
export const eventsTopic = 'events';
/** An order to a vendor's POS is due now. */
export const mintTopic = 'mint';
/** There is something to send to a webhook. */
export const webhooksTopic = 'webhooks';
/** A device of a till was ended, or the shift on it. */
export const deviceTopic = (deviceId: string): string => `till-device:${deviceId}`;
/** A member's session was ended. */
export const sessionTopic = (sessionId: string): string => `session:${sessionId}`;
/** Another loading of the program is in force. */
export const programTopic = 'program';
export const storeTopic = (storeId: string): string => `store:${storeId}`;

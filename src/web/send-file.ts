import { buildHeader } from '#contract/build.ts';
import type { Sends } from '#contract/endpoint.ts';
import { heedAnswer, notReached, refusedBy } from './answer.ts';
import { noteReach } from './reach.ts';

/** Vite replaces it by the day of the build. */
declare const buildDay: string;

/** How far a file is: the part of it that has been sent, from 0 to 1. */
export type SentShare = (share: number) => void;

/**
 * Sends a file as the body of a POST. `fetch` does not tell how far a body is, so this is the older way to ask; it waits as
 * long as the server reads.
 * @param query how the file is to be read
 * @param progress told while the file leaves
 * @param type what the server takes there
 * @throws Failed
 */
export function sendFile<T>(
  address: Sends<unknown, T>,
  query: Readonly<Record<string, string>>,
  file: Blob,
  progress: SentShare = () => {},
  type = 'text/csv',
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const request = new XMLHttpRequest();
  request.open('POST', `${address}?${new URLSearchParams(query)}`);
  request.setRequestHeader('accept', 'application/json');
  request.setRequestHeader('content-type', type);
  request.setRequestHeader(buildHeader, buildDay);
  request.responseType = 'json';
  request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 1 : loaded / total);
  request.onerror = () => reject(notReached('unreached'));
  request.onload = () => {
    try {
      heedAnswer(request.status, request.getResponseHeader('content-type'));
    } catch (error) {
      return reject(error);
    }
    const body: unknown = request.response;
    if (body === null) return reject(notReached('unreached'));
    noteReach('reached');
    if (request.status < 300)
      resolve(body as T); // Who asks has the type from the address.
    else reject(refusedBy(body));
  };
  request.send(file);
  return promise;
}

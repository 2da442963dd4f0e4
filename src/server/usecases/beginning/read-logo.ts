import type { AnswerFault } from '#domain/desk/beginning/answers.ts';
import { logoBytesAtMost } from '#domain/desk/beginning/beginning.ts';
import { Refused } from '#domain/refusal.ts';
import { encodePicture, readPicture } from '#server/usecases/program/encode-picture.ts';
import { isSvg, refuseActiveSvg } from '#server/usecases/program/judge-svg.ts';
import { PictureFault } from '#server/usecases/program/picture-fault.ts';
import type { GivenPicture } from '#server/usecases/program/read-pictures.ts';

/**
 * Reads a logo that a browser sent. What is stored is drawn from it, so nothing that runs in an SVG reaches anybody; one
 * that tries is refused all the same, because it would look otherwise than its designer sees it.
 * @param base64 the file
 * @throws Refused `desk-answer` at `logo`
 */
export async function readLogo(base64: string): Promise<GivenPicture> {
  const source = Buffer.from(base64, 'base64');
  if (source.length > logoBytesAtMost) refuse('logo-large');
  if (source.length > 0 && isSvg(source)) whenWrong(() => refuseActiveSvg(source), 'logo-active');
  try {
    const picture = await readPicture(source, 'logo');
    return { ...picture, files: () => encodePicture(source, 'logo') };
  } catch (error) {
    if (error instanceof PictureFault) refuse('logo');
    throw error;
  }
}

function whenWrong(judge: () => void, fault: AnswerFault): void {
  try {
    judge();
  } catch (error) {
    if (error instanceof PictureFault) refuse(fault);
    throw error;
  }
}

function refuse(fault: AnswerFault): never {
  throw new Refused({ key: 'desk-answer', field: 'logo', fault });
}

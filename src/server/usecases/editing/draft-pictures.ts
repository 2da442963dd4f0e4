import type { PictureGiven } from '#contract/desk/desk-program.ts';
import { isBeside } from '#contract/program/file-parts.ts';
import { type PictureUse, pictureBytesAtMost, pictureKey } from '#domain/program/picture.ts';
import { Refused } from '#domain/refusal.ts';
import { putPictures } from '#server/storage/program/pictures.ts';
import {
  changeProgramDraft,
  programDraftById,
  programDraftForUpdate,
} from '#server/storage/program/program-drafts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { inTurn } from '#server/usecases/guesses/in-turn.ts';
import { encodePicture, readPicture } from '#server/usecases/program/encode-picture.ts';
import { PictureFault } from '#server/usecases/program/picture-fault.ts';
import { newPictureFiles, type PicturesByName } from '#server/usecases/program/read-pictures.ts';
import { alive, sourceIn } from './drafts.ts';

/** More are more than any program names. Stored pictures stay, so somebody who gives ever more is stopped. */
const picturesAtMost = 300;

/** A longer name is cut; the file of a program takes twice as many. */
const lettersOfName = 60;

interface Given {
  readonly use: PictureUse;
  /** What the file is called where it comes from. */
  readonly name: string;
  readonly file: AsyncIterable<Uint8Array>;
}

/**
 * Stores a picture that the file of a draft may name from then on. The draft's text stays as it is: whoever gives the
 * picture names it where it is wanted, and others who edit the draft lose nothing.
 * @returns the name for it: its own, or with a number where the draft has another picture of that name
 * @throws Refused `desk-picture`, `desk-pictures-many`, `desk-draft-over`, `not-found`, and as `fileIn` does
 */
export async function giveDraftPicture(
  context: Context,
  id: string,
  { use, name, file }: Given,
): Promise<PictureGiven> {
  const { db } = await readWork(context);
  alive(await programDraftById(db, id));
  const source = await wholeOf(file);
  // One after another: a large photograph fills some hundred megabytes while it is read.
  const { picture, files } = await inTurn('picture', () => made(context, source, use));
  return transact(context, async (work) => {
    const row = alive(await programDraftForUpdate(work, id));
    const { pictures } = sourceIn(row);
    const file = freeName(pictures, { use, name: plainName(name), hash: picture.hash });
    const known = { ...pictures, [pictureKey(use, file)]: picture };
    if (Object.keys(known).length > picturesAtMost)
      throw new Refused({ key: 'desk-pictures-many', limit: picturesAtMost });
    await putPictures(work, files, work.at);
    await changeProgramDraft(work, id, { pictures: JSON.stringify(known) });
    return { file, picture };
  });
}

/** Reads to the end also what is too large, because who stops reading can't answer. */
async function wholeOf(file: Given['file']): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.length;
    if (bytes <= pictureBytesAtMost) pieces.push(piece);
  }
  if (bytes > pictureBytesAtMost) throw new Refused({ key: 'desk-picture', fault: 'large' });
  return Buffer.concat(pieces);
}

async function made(context: Context, source: Buffer, use: PictureUse) {
  try {
    const picture = await readPicture(source, use);
    const given = { ...picture, files: () => encodePicture(source, use) };
    return { picture, files: await newPictureFiles(context, [given]) };
  } catch (error) {
    if (!(error instanceof PictureFault)) throw error;
    throw new Refused({ key: 'desk-picture', fault: error.kind });
  }
}

/** A name that a program's file takes. */
function plainName(name: string): string {
  const short = [...name].slice(-lettersOfName).join('');
  return isBeside(short) ? short : 'picture';
}

function freeName(
  pictures: PicturesByName,
  { use, name, hash }: { readonly use: PictureUse; readonly name: string; readonly hash: string },
): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : numbered(name, number);
    const known = pictures[pictureKey(use, free)];
    if (!known || known.hash === hash) return free;
  }
}

/** @returns `mug-2.png` for `mug.png` */
function numbered(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  const end = dot > 0 ? dot : name.length;
  return `${name.slice(0, end)}-${number}${name.slice(end)}`;
}

import { useState } from 'react';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { StoredPicture } from '#contract/desk/desk-program.ts';
import { pictureAt } from '#contract/paths.ts';
import { textAt, valueAt } from '#desk/api/file-content.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useSentence } from '#desk/api/words.tsx';
import { type PictureUse, pictureBytesAtMost, pictureKey } from '#domain/program/picture.ts';
import type { FilePath } from '#domain/program/words/file-place.ts';
import { sendFile } from '#web/send-file.ts';
import { useEditing, useProgramWords } from './editing.ts';
import { AtPlace } from './fields.tsx';
import { entryAt } from './use-forms.ts';

const taken = 'image/png,image/jpeg,image/webp,image/avif,image/svg+xml';

/** A picture out of a file of the browser's: judged and cut by the server, and shown as members will see it. */
export function PictureField({
  path,
  use,
  label,
}: {
  readonly path: FilePath;
  readonly use: PictureUse;
  readonly label: string;
}) {
  const { t } = useProgramWords();
  const { content, readOnly, change, draftId, pictures, place } = useEditing();
  const sentence = useSentence();
  const [large, setLarge] = useState(false);
  const value = valueAt(content, path);
  const name = textAt(content, path);
  const drawn = value !== undefined && name === '';
  const picture = pictures[pictureKey(use, name)];
  const give = useAction(async (chosen: File) => {
    const entry = entryAt(content, path);
    // A name that the file has and no picture yet, as after an import, is kept.
    const wish = { use, name: name !== '' && !picture ? name : chosen.name };
    const type = 'application/octet-stream';
    const given = await sendFile(deskLinks.draftPicture(draftId), wish, chosen, undefined, type);
    place({ path, use, entry, given });
  });
  const choose = (chosen: File | undefined) => {
    give.forget();
    // What is too large is not sent first.
    setLarge(chosen !== undefined && chosen.size > pictureBytesAtMost);
    if (chosen && chosen.size <= pictureBytesAtMost) give.run(chosen);
  };
  const wrong = large
    ? t('desk.refusal.desk-picture.large')
    : give.error !== null
      ? sentence(give.error)
      : null;
  if (readOnly) {
    return (
      <fieldset className="field words">
        <legend>{label}</legend>
        {picture ? (
          <Shown picture={picture} use={use} />
        ) : (
          <p>{t(drawn ? 'desk.program.picture.drawn' : 'desk.program.none')}</p>
        )}
      </fieldset>
    );
  }
  return (
    <AtPlace path={path} label={label} hint={t(`desk.program.picture.${use}`)}>
      {(ties) => (
        <div className="picture-field">
          {picture && <Shown picture={picture} use={use} />}
          {drawn && <p>{t('desk.program.picture.drawn')}</p>}
          <input
            type="file"
            className="input"
            accept={taken}
            disabled={give.busy}
            onChange={({ target }) => {
              choose(target.files?.[0]);
              // The same file again is another choice.
              target.value = '';
            }}
            {...ties}
          />
          {value !== undefined && (
            <button
              type="button"
              className="button quiet small"
              onClick={() => change(path, undefined)}
            >
              {t('desk.program.picture.remove')}
            </button>
          )}
          <p role="status" className="soft">
            {give.busy ? t('desk.program.picture.arrives') : ''}
          </p>
          {wrong && (
            <p role="alert" className="field-fault">
              {wrong}
            </p>
          )}
        </div>
      )}
    </AtPlace>
  );
}

const ratios = { reward: 4 / 3, wide: 16 / 9 } as const;
const shownWidth = 320;

function Shown({ picture, use }: { readonly picture: StoredPicture; readonly use: PictureUse }) {
  const { t } = useProgramWords();
  // A program that was loaded without a file does not tell the shape of each.
  const ratio = use === 'logo' ? picture.ratio : ratios[use];
  return (
    <img
      src={pictureAt(picture.hash, shownWidth, 'webp')}
      width={shownWidth}
      height={Math.round(shownWidth / ratio)}
      alt={t('desk.program.picture.alt')}
      loading="lazy"
    />
  );
}

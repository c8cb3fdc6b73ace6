import { useRef, useState } from 'react';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import { Icon } from '#app/_ui/Icon.tsx';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import { FILE_ENDINGS, FILE_LIMIT, FILES_IN_LESSON, type FileRef, sizeText } from '#lib/domain/files.ts';
import { uploadFile } from './uploadFile.ts';

type Props = {
  lesson: JournalLesson;
  off: boolean;
  /** Without a homework there is nothing for the family to find them at. */
  given: boolean;
  send(command: NewCommand): Promise<CommandAnswer>;
};
type Going = { lessonId: number; name: string; share: number; stop: AbortController };

/** Files of the homework. They are sent at once and need the network; what was removed can be brought back. */
export function HomeworkFiles({ lesson, off, given, send }: Props) {
  const { id: lessonId, files } = lesson;
  const [going, setGoing] = useState<Going | null>(null);
  const [said, setSaid] = useState<{ lessonId: number; text: string; back: FileRef | null } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const say = (text: string, back: FileRef | null = null) => setSaid({ lessonId, text, back });
  async function upload(file: File) {
    if (file.size > FILE_LIMIT) return say('Файл больше 10 МБ: уменьшите его или дайте ссылку.');
    const stop = new AbortController();
    setSaid(null);
    setGoing({ lessonId, name: file.name, share: 0, stop });
    const sent = await uploadFile(lessonId, file, (share) => setGoing((now) => now && { ...now, share }), stop.signal);
    setGoing(null);
    if (!sent) return;
    if (!sent.ok) return say(sent.message);
    const answer = await send({ name: 'file.attach', input: { lessonId, fileId: sent.file.id } });
    if (!answer.ok) say(answer.message);
  }
  async function change(name: 'file.attach' | 'file.remove', file: FileRef) {
    setSaid(null);
    const answer = await send({ name, input: { lessonId, fileId: file.id } });
    if (!answer.ok) say(answer.message);
    else if (name === 'file.remove') say(`Файл «${file.name}» убран.`, file);
  }
  const shown = said?.lessonId === lessonId ? said : null;
  return (
    <div className="text-small">
      {files.length > 0 && (
        <ul aria-label="Файлы">
          {files.map((file) => (
            <li key={file.id} className="flex items-center gap-1">
              <a
                className="min-w-0 overflow-hidden text-ellipsis whitespace-nowrap"
                href={`/api/files?id=${file.id}`}
                download={file.name}
                title={file.name}
              >
                {file.name}
              </a>
              <span className="whitespace-nowrap text-ink-3">{sizeText(file.size)}</span>
              {!off && (
                <button
                  type="button"
                  className="btn quiet tiny ml-auto"
                  aria-label={`Убрать файл ${file.name}`}
                  onClick={() => change('file.remove', file)}
                >
                  <Icon name="close" size="small" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {going && (
        <div className="mt-1 flex items-center gap-2">
          <span className="min-w-0 overflow-hidden text-ellipsis whitespace-nowrap">{going.name}</span>
          <progress className="w-16" max={1} value={going.share} aria-label={`Загрузка: ${going.name}`} />
          <button type="button" className="link ml-auto" onClick={() => going.stop.abort()}>
            Отменить
          </button>
        </div>
      )}
      {!off && given && !going && files.length < FILES_IN_LESSON && (
        <>
          <button type="button" className="link" onClick={() => input.current?.click()}>
            + файл
          </button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label="Файл к домашнему заданию"
            accept={FILE_ENDINGS.join()}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void upload(file);
            }}
          />
        </>
      )}
      {shown && (
        <p role="status" className={shown.back ? 'text-ink-2' : 'text-bad'}>
          {shown.text}{' '}
          {shown.back && (
            <button type="button" className="link" onClick={() => shown.back && change('file.attach', shown.back)}>
              Вернуть
            </button>
          )}
        </p>
      )}
    </div>
  );
}

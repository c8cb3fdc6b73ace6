import { useState } from 'react';
import { askRead } from '#app/_live/askRead.ts';
import type { NewCommand } from '#app/_live/sendCommands.ts';
import type { CommandAnswer } from '#lib/contract/commands.ts';
import type { JournalLesson } from '#lib/contract/journalView.ts';
import type { HomeworkIdeas as Ideas } from '#lib/contract/reads.ts';
import { templatesFor } from '#lib/domain/homework.ts';
import type { Homework } from '#lib/domain/records.ts';
import { dayMonth } from '#lib/domain/time.ts';
import { CopyHomework } from './CopyHomework.tsx';
import { HOMEWORK_FIELD } from './focusField.ts';

type Props = {
  lesson: JournalLesson;
  subject: string;
  value: Homework;
  off: boolean;
  take(last: Ideas['last'][number]): void;
  send(command: NewCommand): Promise<CommandAnswer>;
};

/** Puts the beginning of a homework where the caret is; the number is typed after it. Sent when the field is left. */
function insert(text: string): void {
  const field = document.getElementById(HOMEWORK_FIELD);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus();
  const before = field.value.slice(0, field.selectionStart);
  const gap = before === '' || /[\s,;]$/.test(before) ? '' : '; ';
  field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, 'end');
  // Into the first place that waits for a number.
  const hole = text.indexOf(' ,');
  if (hole !== -1) {
    const caret = field.selectionEnd - text.length + hole + 1;
    field.setSelectionRange(caret, caret);
  }
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Quick beginnings, one's last homeworks («Скопировать из …»), «Повторить на параллель», the whole text for elsewhere. */
export function HomeworkIdeas({ lesson, subject, value, off, take, send }: Props) {
  const [open, setOpen] = useState<'last' | 'parallel' | null>(null);
  const [ideas, setIdeas] = useState<{ lessonId: number; answer: Ideas } | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  async function show(what: 'last' | 'parallel') {
    setSaid(null);
    if (open === what) return setOpen(null);
    const answer = await askRead('homework.ideas', { lessonId: lesson.id });
    if (!answer.ok) return setSaid(answer.message);
    setIdeas({ lessonId: lesson.id, answer: answer.answer });
    setOpen(what);
  }
  async function copyText() {
    const links = value.links.map((link) => (link.title ? `${link.title}: ${link.url}` : link.url));
    try {
      await navigator.clipboard.writeText([value.text, ...links].join('\n'));
      setSaid('Текст скопирован.');
    } catch {
      setSaid('Браузер не дал скопировать: выделите текст и нажмите Ctrl C.');
    }
  }
  const shown = ideas?.lessonId === lesson.id ? ideas.answer : null;
  const given = value.state === 'given';
  return (
    <div className="mt-1 text-small">
      {!off && value.state !== 'none' && (
        <div className="flex flex-wrap gap-1">
          {templatesFor(subject).map((text) => (
            <button key={text} type="button" className="chip" onClick={() => insert(text)}>
              {text.trim()}
            </button>
          ))}
        </div>
      )}
      <div className="mt-1 flex flex-wrap gap-x-3">
        {!off && value.state !== 'none' && (
          <button type="button" className="link" aria-expanded={open === 'last'} onClick={() => show('last')}>
            Скопировать из…
          </button>
        )}
        {!off && given && (
          <button type="button" className="link" aria-haspopup="dialog" onClick={() => show('parallel')}>
            Повторить на параллель
          </button>
        )}
        {given && (
          <button type="button" className="link" onClick={copyText}>
            Скопировать текст
          </button>
        )}
      </div>
      {said && (
        <p role="status" className="text-ink-2">
          {said}
        </p>
      )}
      {open === 'last' && shown && (
        <ul className="jpast">
          {shown.last.length === 0 && (
            <li className="!block text-ink-3">По этому предмету в параллели вы ещё ничего не задавали.</li>
          )}
          {shown.last.map((last) => (
            <li key={last.lessonId} className="!grid-cols-[4.5rem_minmax(0,1fr)]">
              <span className="text-ink-3">
                {last.className} {dayMonth(last.date)}
              </span>
              <button
                type="button"
                className="link text-left"
                onClick={() => {
                  take(last);
                  setOpen(null);
                }}
              >
                {last.text}
              </button>
            </li>
          ))}
        </ul>
      )}
      {open === 'parallel' && shown && (
        <CopyHomework
          lesson={lesson}
          value={value}
          parallels={shown.parallels}
          send={send}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}

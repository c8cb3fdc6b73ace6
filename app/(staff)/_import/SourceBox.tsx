'use client';

import { type ClipboardEvent, type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type UploadStep, uploadFile } from '#app/_live/uploadFile.ts';
import { IMPORT_LIMIT, IMPORT_TOO_LARGE } from '#lib/contract/importFile.ts';
import './import.css';

/** Takes a file by a button or by dragging, with `pasteLabel` a table from the clipboard too, and has the door at `path` read
 *  it. `onRead` leads on from here: the box stays as it is until then. */
export function SourceBox<T extends object>({
  label,
  fileLabel,
  pasteLabel,
  accept,
  path,
  cancelled,
  onRead,
  children,
}: {
  label: string;
  fileLabel: string;
  pasteLabel?: string;
  accept: string;
  path: string;
  /** What is said when the person has stopped it. */
  cancelled: string;
  onRead(name: string, answer: T): void;
  /** What may be given, and what becomes of it. */
  children: ReactNode;
}) {
  const input = useRef<HTMLInputElement>(null);
  const cancel = useRef<AbortController | null>(null);
  const [step, setStep] = useState<(UploadStep & { name: string }) | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  // A file chosen before the page's script runs would be lost.
  const [ready, setReady] = useState(false);
  useEffect(() => {
    setReady(true);
    return () => cancel.current?.abort();
  }, []);

  async function send(name: string, body: Blob) {
    setProblem(body.size > IMPORT_LIMIT ? IMPORT_TOO_LARGE : null);
    if (body.size > IMPORT_LIMIT) return;
    const stop = new AbortController();
    cancel.current = stop;
    setStep({ percent: 0, words: 'Отправка файла', name });
    const end = await uploadFile<T>(path, { name, body }, (next) => setStep({ ...next, name }), stop.signal);
    if (end?.ok) return onRead(name, end);
    setStep(null);
    setProblem(end === null ? cancelled : end.message);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !step) void send(file.name, file);
  }
  function paste(event: ClipboardEvent) {
    event.preventDefault();
    const [file] = event.clipboardData.files;
    const html = event.clipboardData.getData('text/html');
    const text = event.clipboardData.getData('text/plain');
    // Excel puts a picture of its cells beside them: a table is always better than a file.
    if (/<table/i.test(html)) void send('Буфер обмена', new Blob([html]));
    else if (text.trim() !== '') void send('Буфер обмена', new Blob([text]));
    else if (file) void send(file.name, file);
    else setProblem('В буфере обмена нет таблицы: выделите её в Word или Excel и скопируйте.');
  }

  return (
    <section
      className="panel impdrop"
      aria-label={label}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {step ? (
        <div className="grid gap-2">
          <div className="flex items-center gap-3">
            <span className="min-w-0 grow truncate" role="status">
              {step.words}: {step.name}
            </span>
            <button type="button" className="btn" onClick={() => cancel.current?.abort()}>
              Отменить
            </button>
          </div>
          <progress className="impbar" value={step.percent} max={100} aria-label="Чтение файла" />
        </div>
      ) : (
        <>
          <p className="text-ink-2">{children}</p>
          <div className="mt-3 flex flex-wrap items-center gap-3">
            <button type="button" className="btn primary" disabled={!ready} onClick={() => input.current?.click()}>
              Выбрать файл
            </button>
            <span className="text-ink-3 text-small">или перетащите его сюда</span>
          </div>
          <input
            ref={input}
            type="file"
            className="sr-only"
            tabIndex={-1}
            aria-label={fileLabel}
            accept={accept}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void send(file.name, file);
            }}
          />
          {pasteLabel && (
            <label className="mt-3 grid gap-1 text-ink-2">
              {pasteLabel}
              <textarea
                className="field imppaste"
                rows={3}
                disabled={!ready}
                placeholder="Ctrl+V"
                value=""
                onChange={() => undefined}
                onPaste={paste}
              />
            </label>
          )}
        </>
      )}
      {problem && (
        <p role="alert" className="mt-2 text-bad">
          {problem}
        </p>
      )}
    </section>
  );
}

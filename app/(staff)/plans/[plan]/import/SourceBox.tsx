'use client';

import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from 'react';
import { type UploadStep, uploadFile } from '#app/_live/uploadFile.ts';
import { sizeText } from '#lib/domain/files.ts';
import type { PlanSource } from '#lib/domain/planImport/source.ts';

/** As the server has it. */
const LIMIT = 5 * 1024 * 1024;
const CLIPBOARD = 'Буфер обмена';

/** Takes a file by a button or by dragging, or a table from the clipboard, and has it read. */
export function SourceBox({ onRead }: { onRead(name: string, source: PlanSource): void }) {
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
    setProblem(null);
    if (body.size > LIMIT) {
      setProblem(`Файл ${sizeText(body.size)}, а можно до 5 МБ: уберите из него картинки и лишние листы.`);
      return;
    }
    const stop = new AbortController();
    cancel.current = stop;
    setStep({ percent: 0, words: 'Отправка файла', name });
    const end = await uploadFile<{ source: PlanSource }>(
      '/api/plans',
      { name, body },
      (next) => setStep({ ...next, name }),
      stop.signal,
    );
    setStep(null);
    if (end === null) setProblem('Чтение отменено. План не изменился.');
    else if (end.ok) onRead(name, end.source);
    else setProblem(end.message);
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
    if (/<table/i.test(html)) void send(CLIPBOARD, new Blob([html]));
    else if (text.trim() !== '') void send(CLIPBOARD, new Blob([text]));
    else if (file) void send(file.name, file);
    else setProblem('В буфере обмена нет таблицы: выделите её в Word или Excel и скопируйте.');
  }

  return (
    <section
      className="panel pimdrop"
      aria-label="Откуда взять план"
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
          <progress className="pimbar" value={step.percent} max={100} aria-label="Чтение файла" />
        </div>
      ) : (
        <>
          <p className="text-ink-2">
            Документ Word (.docx), таблица Excel (.xlsx), текст (.csv) или страница (.html): выгрузка «Конструктора
            рабочих программ» или план в том виде, в каком он у вас есть. До 5 МБ. Сначала вы увидите, чем станет каждая
            строка; план изменится только после «Применить».
          </p>
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
            aria-label="Файл плана"
            accept=".docx,.xlsx,.csv,.tsv,.txt,.html,.htm,.xls"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void send(file.name, file);
            }}
          />
          <label className="mt-3 grid gap-1 text-ink-2">
            Или скопируйте таблицу в Word либо Excel и вставьте её сюда
            <textarea
              className="field pimpaste"
              rows={3}
              disabled={!ready}
              placeholder="Ctrl+V"
              value=""
              onChange={() => undefined}
              onPaste={paste}
            />
          </label>
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

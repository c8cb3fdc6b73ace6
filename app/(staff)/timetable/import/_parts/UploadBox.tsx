'use client';

import { useRouter } from 'next/navigation';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { type UploadStep, uploadFile } from '#app/_live/uploadFile.ts';
import { sizeText } from '#lib/domain/files.ts';

/** As the server has it. */
const LIMIT = 5 * 1024 * 1024;

/** Takes a file by a button or by dragging, shows how it is read, and leads to its preview. */
export function UploadBox() {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const cancel = useRef<AbortController | null>(null);
  const [step, setStep] = useState<(UploadStep & { name: string }) | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  // A file chosen before the page's script runs would be lost.
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);

  async function send(file: File) {
    setProblem(null);
    if (file.size > LIMIT) {
      setProblem(`Файл ${sizeText(file.size)}, а можно до 5 МБ: уберите из книги картинки и лишние листы.`);
      return;
    }
    const stop = new AbortController();
    cancel.current = stop;
    setStep({ percent: 0, words: 'Отправка файла', name: file.name });
    const end = await uploadFile<{ importId: number }>(
      '/api/import',
      { name: file.name, body: file },
      (next) => setStep({ ...next, name: file.name }),
      stop.signal,
    );
    if (end === null) setProblem('Загрузка отменена. Ничего не изменилось.');
    else if (end.ok) router.push(`/timetable/import/${end.importId}`);
    else setProblem(end.message);
    if (!end?.ok) setStep(null);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !step) void send(file);
  }

  return (
    <section
      className="panel impdrop"
      aria-label="Загрузка файла"
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
          <p className="text-ink-2">
            Таблица Excel (.xlsx) или текст (.csv) в том виде, в каком школа её ведёт, либо выгрузка aSc Timetables
            (.xml). До 5 МБ. Сначала вы увидите, что получится; расписание изменится только после «Применить».
          </p>
          <div className="mt-2 flex flex-wrap items-center gap-3">
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
            aria-label="Файл расписания"
            accept=".xlsx,.csv,.txt,.xml"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void send(file);
            }}
          />
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

import type { FileRef } from '#lib/domain/files.ts';

export type Uploaded = { ok: true; file: FileRef } | { ok: false; message: string };

const LOST = { ok: false, message: 'Файл не дошёл: проверьте связь и отправьте его ещё раз.' } as const;

/** Sends one file. `fetch` tells no progress of what it sends, so it is the older way. Stopped by `signal`: null. */
export function uploadFile(
  lessonId: number,
  file: File,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Uploaded | null> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/files?lesson=${lessonId}&name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total);
    // Our own server's answer: an `Uploaded`, or a refusal that has the same shape.
    request.onload = () => done((request.response as Uploaded | null) ?? LOST);
    request.onerror = () => done(LOST);
    request.onabort = () => done(null);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

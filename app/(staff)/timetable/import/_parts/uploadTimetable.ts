/** Sends a file and hears how its reading goes on: the server answers line by line. `fetch` tells no progress of what it
 *  sends, so it is the older way. */

export type UploadStep = { percent: number; words: string };
export type UploadEnd = { ok: true; importId: number } | { ok: false; message: string };

const LOST: UploadEnd = { ok: false, message: 'Файл не дошёл: проверьте связь и отправьте его ещё раз.' };
/** The reading's share of the bar; the rest is the sending. */
const READING = 70;

/** Null: it was cancelled by `signal`. */
export function uploadTimetable(
  file: File,
  step: (step: UploadStep) => void,
  signal: AbortSignal,
): Promise<UploadEnd | null> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/import?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) =>
      step({ percent: total === 0 ? 0 : Math.round((loaded / total) * (100 - READING)), words: 'Отправка файла' });
    request.onprogress = () => {
      const last = lastLine(request.responseText);
      if (last && 'percent' in last)
        step({ percent: 100 - READING + Math.round((last.percent * READING) / 100), words: last.words });
    };
    request.onload = () => {
      const last = lastLine(request.responseText);
      done(last && 'ok' in last ? last : LOST);
    };
    request.onerror = () => done(LOST);
    request.onabort = () => done(null);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/** The newest whole line of our own server's answer; null while none has come whole, or when it is not ours. */
function lastLine(text: string): UploadStep | UploadEnd | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const whole = text.endsWith('\n') || lines.length === 1 ? lines.at(-1) : lines.at(-2);
  if (!whole) return null;
  try {
    return JSON.parse(whole) as UploadStep | UploadEnd;
  } catch {
    // A line that is still on its way, or a proxy's page.
    return null;
  }
}

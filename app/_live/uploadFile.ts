/** Sends a file and hears how its reading goes on: the server answers line by line. `fetch` tells no progress of what it
 *  sends, so it is the older way. */

export type UploadStep = { percent: number; words: string };
export type UploadEnd<T> = ({ ok: true } & T) | { ok: false; message: string };

const LOST = { ok: false, message: 'Файл не дошёл: проверьте связь и отправьте его ещё раз.' } as const;
/** The reading's share of the bar; the rest is the sending. */
const READING = 70;

/** `path`: the door, which takes the name in its address. Null: it was cancelled by `signal`. */
export function uploadFile<T>(
  path: string,
  { name, body }: { name: string; body: Blob },
  step: (step: UploadStep) => void,
  signal: AbortSignal,
): Promise<UploadEnd<T> | null> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${path}?name=${encodeURIComponent(name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) =>
      step({ percent: total === 0 ? 0 : Math.round((loaded / total) * (100 - READING)), words: 'Отправка файла' });
    request.onprogress = () => {
      const last = lastLine<T>(request.responseText);
      if (last && 'percent' in last)
        step({ percent: 100 - READING + Math.round((last.percent * READING) / 100), words: last.words });
    };
    request.onload = () => {
      const last = lastLine<T>(request.responseText);
      done(last && 'ok' in last ? last : LOST);
    };
    request.onerror = () => done(LOST);
    request.onabort = () => done(null);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}

/** The newest whole line of our own server's answer; null while none has come whole, or when it is not ours. */
function lastLine<T>(text: string): UploadStep | UploadEnd<T> | null {
  const end = text.endsWith('\n') ? text.length - 1 : text.lastIndexOf('\n');
  const whole = end > 0 ? text.slice(text.lastIndexOf('\n', end - 1) + 1, end) : text;
  if (whole.trim() === '') return null;
  try {
    return JSON.parse(whole) as UploadStep | UploadEnd<T>;
  } catch {
    // A line that is still on its way, or a proxy's page.
    return null;
  }
}

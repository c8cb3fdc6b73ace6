import { useEffect, useRef } from 'react';
import { Dialog } from '#app/_ui/Dialog.tsx';

type Props = {
  /** Who is not expected: the family has reported it, or there is a document. */
  names: readonly string[];
  /** `absent`: «Н» for them, the others are present. */
  onDone(absent: boolean): void;
  onClose(): void;
};

/** Before «Остальные присутствуют»: those whose absence was reported are not silently present. Enter writes «Н» for them. */
export function RollDialog({ names, onDone, onClose }: Props) {
  const first = useRef<HTMLButtonElement>(null);
  // After the dialog has opened: it puts the focus on «Закрыть» by itself.
  useEffect(() => first.current?.focus(), []);
  return (
    <Dialog title="Сообщили об отсутствии" onClose={onClose}>
      <p className="mt-1">
        {names.join(', ')}: {names.length === 1 ? 'отметки «Н» ещё нет.' : 'отметок «Н» ещё нет.'}
      </p>
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <button type="button" className="btn quiet" onClick={() => onDone(false)}>
          {names.length === 1 ? 'На уроке: отметить присутствие' : 'Все на уроке: отметить присутствие'}
        </button>
        <button ref={first} type="button" className="btn primary" onClick={() => onDone(true)}>
          Н, остальные присутствуют
        </button>
      </div>
    </Dialog>
  );
}

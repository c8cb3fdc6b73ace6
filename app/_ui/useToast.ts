import { useCallback, useRef, useState } from 'react';
import type { Undoable } from './UndoToast.tsx';

/** One message at a time, the newest. */
export function useToast() {
  const [toast, setToast] = useState<Undoable | null>(null);
  const count = useRef(0);
  const closeToast = useCallback(() => setToast(null), []);
  const offer = useCallback((text: string, undo: (() => void) | null) => {
    count.current += 1;
    setToast({
      id: count.current,
      text,
      undo:
        undo &&
        (() => {
          setToast(null);
          undo();
        }),
    });
  }, []);
  return { toast, offer, closeToast };
}

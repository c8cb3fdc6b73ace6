import { useCallback, useEffect, useState } from 'react';
import type { AfterInput } from '#lib/domain/journalKeys.ts';

/** One computer of the staff room serves many: the habit is the person's. */
const keyOf = (personId: number): string => `journal.afterInput:${personId}`;
const parse = (text: string | null): AfterInput => (text === 'right' || text === 'stay' ? text : 'down');

/** «После ввода»: a habit of the person at this computer, so it lives in the browser. Storage may be forbidden: then the
 *  choice holds until the page is closed. */
export function useAfterInput(personId: number): [AfterInput, (after: AfterInput) => void] {
  const [after, setAfter] = useState<AfterInput>('down');
  useEffect(() => {
    try {
      setAfter(parse(localStorage.getItem(keyOf(personId))));
    } catch {
      setAfter('down');
    }
  }, [personId]);
  const choose = useCallback(
    (next: AfterInput) => {
      setAfter(next);
      try {
        localStorage.setItem(keyOf(personId), next);
      } catch {
        // Nothing to do: the choice is kept in memory.
        return;
      }
    },
    [personId],
  );
  return [after, choose];
}

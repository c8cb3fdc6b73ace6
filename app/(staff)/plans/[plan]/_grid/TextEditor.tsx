import { type ClipboardEvent, type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type * as Y from 'yjs';
import { PLAN_CELL, type PlanText } from '#lib/domain/plans/rows.ts';
import { movedBy, type TextChange, textChange } from '#lib/domain/plans/textChange.ts';
import type { Peer } from '../_model/peers.ts';
import type { PlanStore } from '../_model/planStore.ts';
import { setText, textOf } from '../document.ts';
import { CaretText } from './CaretText.tsx';

/** Columns whose text has lines of its own; elsewhere a new line becomes a space. */
const LINED: readonly PlanText[] = ['resources', 'results'];

/** What a colleague's edit did, as changes one after another. */
function changesOf(delta: Y.YTextEvent['delta']): TextChange[] {
  const changes: TextChange[] = [];
  let at = 0;
  for (const { retain, insert, delete: remove } of delta) {
    if (retain !== undefined) at += retain;
    else if (remove !== undefined) changes.push({ at, remove, insert: '' });
    else if (typeof insert === 'string') {
      changes.push({ at, remove: 0, insert });
      at += insert.length;
    }
  }
  return changes;
}

/** A cell being typed in. Every letter goes into the shared text by its smallest change, so that two people may type in one
 *  cell; what a colleague types appears here, and the caret stays behind the letters it stood behind. */
export function TextEditor({
  store,
  id,
  field,
  label,
  seed,
  peers,
  onKey,
  onCaret,
  onLeave,
}: {
  store: PlanStore;
  id: string;
  field: PlanText;
  label: string;
  /** Replaces what stands there; null: the caret goes behind it. */
  seed: string | null;
  /** Colleagues in this cell. */
  peers: readonly Peer[];
  /** True: it was for the grid. */
  onKey(event: KeyboardEvent<HTMLTextAreaElement>, caret: number): boolean;
  onCaret(range: { from: number; to: number } | null): void;
  onLeave(): void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const lined = LINED.includes(field);
  /** While letters are being composed (accents, input methods) the field is not touched; what colleagues did waits here. */
  const composing = useRef<{ base: string; meanwhile: TextChange[] } | null>(null);
  const told = useRef(onCaret);
  told.current = onCaret;

  const grow = useCallback(() => {
    const own = area.current;
    if (!own) return;
    own.style.height = 'auto';
    own.style.height = `${own.scrollHeight}px`;
  }, []);
  const tell = useCallback(() => {
    if (area.current) told.current({ from: area.current.selectionStart, to: area.current.selectionEnd });
  }, []);

  // Opened once: a new cell is a new editor.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the seed is for the first moment only
  useLayoutEffect(() => {
    const own = area.current;
    const text = textOf(store.doc, id, field);
    if (!own || !text) return;
    own.focus({ preventScroll: true });
    if (seed !== null) store.type(() => setText(store.doc, id, field, seed));
    own.value = text.toString();
    own.setSelectionRange(own.value.length, own.value.length);
    grow();
    tell();
    const onText = (event: Y.YTextEvent) => {
      const now = text.toString();
      if (now === own.value) return;
      const changes = changesOf(event.delta);
      if (composing.current) {
        composing.current.meanwhile.push(...changes);
        return;
      }
      const moved = (position: number) => changes.reduce(movedBy, position);
      const [from, to] = [moved(own.selectionStart), moved(own.selectionEnd)];
      own.value = now;
      own.setSelectionRange(from, to);
      grow();
      tell();
    };
    text.observe(onText);
    return () => {
      text.unobserve(onText);
      told.current(null);
    };
  }, [store, id, field]);
  useEffect(() => {
    document.addEventListener('selectionchange', tell);
    return () => document.removeEventListener('selectionchange', tell);
  }, [tell]);

  function write() {
    const own = area.current;
    if (!own || composing.current) return;
    if (!lined && own.value.includes('\n')) {
      const caret = own.selectionStart;
      own.value = own.value.replace(/\n/g, ' ');
      own.setSelectionRange(caret, caret);
    }
    store.type(() => setText(store.doc, id, field, own.value, own.selectionStart));
    grow();
  }
  function composed() {
    const own = area.current;
    const was = composing.current;
    const text = textOf(store.doc, id, field);
    composing.current = null;
    if (!own || !was || !text) return;
    const change = textChange(was.base, own.value, own.selectionStart);
    if (!change) {
      own.value = text.toString();
      return;
    }
    const at = Math.min(was.meanwhile.reduce(movedBy, change.at), text.length);
    const remove = was.meanwhile.length === 0 ? change.remove : 0;
    store.type(() => {
      if (remove > 0) text.delete(at, remove);
      text.insert(at, change.insert);
    });
    own.value = text.toString();
    own.setSelectionRange(at + change.insert.length, at + change.insert.length);
    grow();
  }
  function onPaste(event: ClipboardEvent) {
    // A pasted table is the grid's; a text of several lines becomes one where the column has no lines.
    if (lined) return;
    const text = event.clipboardData.getData('text/plain');
    if (!/[\n\t]/.test(text)) return;
    event.preventDefault();
    const own = area.current;
    own?.setRangeText(text.trim().replace(/\s+/g, ' '), own.selectionStart, own.selectionEnd, 'end');
    write();
  }
  const carets = peers.filter((peer) => peer.caret !== null);
  return (
    <div className={`peditor${lined ? ' lined' : ''}`}>
      {carets.length > 0 && (
        <div className="pmirror" aria-hidden="true">
          <CaretText text={area.current?.value ?? textOf(store.doc, id, field)?.toString() ?? ''} peers={carets} />
        </div>
      )}
      <textarea
        ref={area}
        rows={1}
        maxLength={PLAN_CELL}
        aria-label={label}
        spellCheck
        onInput={write}
        onPaste={onPaste}
        onBlur={onLeave}
        onCompositionStart={() => {
          composing.current = { base: area.current?.value ?? '', meanwhile: [] };
        }}
        onCompositionEnd={composed}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && lined && (event.altKey || event.shiftKey)) {
            event.preventDefault();
            area.current?.setRangeText('\n', area.current.selectionStart, area.current.selectionEnd, 'end');
            write();
          } else if (onKey(event, area.current?.selectionStart ?? 0)) event.preventDefault();
        }}
      />
    </div>
  );
}

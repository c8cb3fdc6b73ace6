"use client";

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useLive } from "#app/_live/useLive.ts";
import { useClock } from "#app/_ui/useClock.ts";
import type { JournalView } from "#lib/contract/views.ts";
import type { Cursor } from "#lib/domain/journalKeys.ts";
import { refuseRoll } from "#lib/domain/records.ts";
import { cellId } from "./_grid/Cell.tsx";
import { ConflictAsk } from "./_grid/ConflictAsk.tsx";
import { Anchored } from "./_grid/Anchored.tsx";
import { Grid } from "./_grid/Grid.tsx";
import { MarkCard } from "./_grid/MarkCard.tsx";
import { HOMEWORK_FIELD, LessonPanel, TOPIC_FIELD } from "./_lesson/LessonPanel.tsx";
import { cardSubject } from "./_model/cardSubject.ts";
import { rollLockedOf } from "./_model/cellFacts.ts";
import { zoneOf } from "./_model/clock.ts";
import { rollCommand } from "./_model/commands.ts";
import { lessonCounts } from "./_model/counts.ts";
import { lessonFields } from "./_model/lessonFields.ts";
import { type PackedJournal, unpackJournal } from "./_model/pack.ts";
import { usePeers } from "./_model/presence.ts";
import { type Start, openingCursor } from "./_model/start.ts";
import { useAfterInput } from "./_model/useAfterInput.ts";
import { useCursor } from "./_model/useCursor.ts";
import { useEditing } from "./_model/useEditing.ts";
import { useFresh } from "./_model/useFresh.ts";
import { useGridKeys } from "./_model/useGridKeys.ts";
import { useRows } from "./_model/useRows.ts";
import { JournalHead } from "./JournalHead.tsx";
import { JournalSkeleton } from "./JournalSkeleton.tsx";
import { KeyHelp } from "./KeyHelp.tsx";
import { NoLessons } from "./NoLessons.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { type Undoable, UndoToast } from "./UndoToast.tsx";
import "./journal.css";
import "./grid.css";
import "./head.css";
import "./lesson.css";

type Props = { packed: PackedJournal; viewer: { personId: number }; start: Start };

const never = () => () => undefined;

/** «Журнал». The server sends the data and a skeleton of the same geometry; the cells are drawn here, because a thousand
 *  of them cost the server more than everything else of the page. */
export function Journal({ packed, viewer, start }: Props) {
  const initial = useMemo(() => unpackJournal(packed), [packed]);
  const inBrowser = useSyncExternalStore(never, () => true, () => false);
  if (!inBrowser) return <JournalSkeleton students={initial.students.length} />;
  return <LiveJournal key={`${initial.group.id}:${initial.period.id}`} initial={initial} viewer={viewer} start={start} />;
}

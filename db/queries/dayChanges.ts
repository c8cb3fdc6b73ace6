import { readTimetableLessons } from '#db/queries/timetableLessons.ts';
import { contextOf, readAs, type Sql, sql } from '#db/sql.ts';
import type { ChangesView } from '#lib/contract/timetableViews.ts';
import { type Actor, can } from '#lib/policy.ts';

export async function dayChanges(): Promise<null> { return null }
